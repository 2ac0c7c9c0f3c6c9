/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import ai.honeyhive.microprofile.console.store.Storage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a console is started with.
 *
 * @param port 0 for a free one
 * @param storage where the data lives
 * @param token what every caller must show, {@code null} for none
 * @param maxAge older data is forgotten
 * @param maxBytes above this the oldest data is forgotten
 * @param audit a directory with audit logs to show, {@code null} for none
 * @param auditKey the public key of their signatures, {@code null} to leave these unchecked
 */
public record ConsoleOptions(
        String host,
        int port,
        Storage storage,
        @Nullable String token,
        Duration maxAge,
        long maxBytes,
        @Nullable Path audit,
        @Nullable Path auditKey) {

    static final String USAGE = """
            HoneyHive console: a local stand-in for HoneyHive, for developers and tests. Not HoneyHive's product.

            java -jar honeyhive-console.jar [--port 8765] [--host 127.0.0.1] [--token TOKEN]
                                            [--data DIR | --in-memory | --database-url jdbc:postgresql://HOST/DB]
                                            [--database-user USER] [--max-age-days 7] [--max-megabytes 1024]
                                            [--audit DIR] [--audit-key PUBLIC.pem]

            Each option can also be set by an environment variable: HONEYHIVE_CONSOLE_PORT, _HOST, _TOKEN, _DATA,
            _IN_MEMORY=true, _DATABASE_URL, _DATABASE_USER, _MAX_AGE_DAYS, _MAX_MEGABYTES, _AUDIT, _AUDIT_KEY. An option on
            the command line wins. The database's password comes from HONEYHIVE_CONSOLE_DATABASE_PASSWORD only.
            """;

    private static final String ENVIRONMENT = "HONEYHIVE_CONSOLE_";
    private static final List<String> NAMES = List.of(
            "port",
            "host",
            "data",
            "in-memory",
            "database-url",
            "database-user",
            "token",
            "max-age-days",
            "max-megabytes",
            "audit",
            "audit-key");

    /** Of these the last one given counts. */
    private static final List<String> PLACES = List.of("data", "in-memory", "database-url");

    /** An option that cannot be taken; the message says which one, what is allowed, and how to repair it. */
    static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /** For tests of others: on a free port of this machine, without token and without anything kept at the end. */
    public static ConsoleOptions inMemory() {
        return new ConsoleOptions(
                "127.0.0.1", 0, new Storage.Memory(), null, Duration.ofDays(1), Long.MAX_VALUE / 4, null, null);
    }

    /** Reads options from a command line and an environment. */
    static ConsoleOptions parse(List<String> arguments, Map<String, String> environment) throws Wrong {
        Map<String, String> values = new java.util.HashMap<>();
        for (String name : NAMES) {
            String value = environment.get(ENVIRONMENT + name.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
            if (value != null && !value.isBlank()) {
                values.put(name, value.strip());
            }
        }
        if ("false".equalsIgnoreCase(values.get("in-memory"))) {
            values.remove("in-memory");
        }
        commandLine(arguments, values);
        String token = values.get("token");
        String host = host(values.getOrDefault("host", "127.0.0.1"), token);
        return new ConsoleOptions(
                host,
                (int) number(values, "port", 8765, 0, 65_535),
                storage(values, environment.get(ENVIRONMENT + "DATABASE_PASSWORD")),
                token,
                Duration.ofDays(number(values, "max-age-days", 7, 1, 3650)),
                number(values, "max-megabytes", 1024, 1, 1_000_000) * 1024 * 1024,
                existing(values, "audit"),
                existing(values, "audit-key"));
    }

    private static Storage storage(Map<String, String> values, @Nullable String password) throws Wrong {
        String url = values.get("database-url");
        if (url == null) {
            return values.containsKey("in-memory")
                    ? new Storage.Memory()
                    : new Storage.Directory(Path.of(values.getOrDefault("data", "console-data")));
        }
        String whole = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        if (!whole.startsWith("jdbc:postgresql:")) {
            throw new Wrong(
                    "--database-url must begin with jdbc:postgresql: or postgresql:; without this option the data is"
                            + " in a file of its own");
        }
        // Not the URL itself: a password may stand in it.
        if (whole.matches("(?i).*[?&](?:user|password)=.*|jdbc:postgresql://[^/]*@.*")) {
            throw new Wrong("--database-url must not hold user or password, which the list of processes shows: give"
                    + " --database-user, and the password in HONEYHIVE_CONSOLE_DATABASE_PASSWORD");
        }
        return new Storage.PostgreSql(whole, values.get("database-user"), password);
    }

    private static @Nullable Path existing(Map<String, String> values, String name) throws Wrong {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        Path path = Path.of(value);
        if (!Files.isReadable(path)) {
            throw new Wrong("--" + name + " " + value + " is not there, or cannot be read");
        }
        return path;
    }

    private static void commandLine(List<String> arguments, Map<String, String> values) throws Wrong {
        for (Iterator<String> iterator = arguments.iterator(); iterator.hasNext(); ) {
            String argument = iterator.next();
            String name = argument.startsWith("--") ? argument.substring(2).split("=", 2)[0] : "";
            if (!NAMES.contains(name)) {
                throw new Wrong("unknown option '" + argument + "'; known are --" + String.join(", --", NAMES));
            }
            if (PLACES.contains(name)) {
                values.keySet().removeAll(PLACES);
            }
            if (name.equals("in-memory")) {
                values.put(name, "true");
            } else if (argument.contains("=")) {
                values.put(name, argument.substring(argument.indexOf('=') + 1));
            } else if (iterator.hasNext()) {
                values.put(name, iterator.next());
            } else {
                throw new Wrong("--" + name + " needs a value");
            }
        }
    }

    private static String host(String host, @Nullable String token) throws Wrong {
        try {
            if (token == null && !InetAddress.getByName(host).isLoopbackAddress()) {
                throw new Wrong("--host " + host + " can be reached by others and shows prompts: give --token too, or"
                        + " leave --host out to listen on 127.0.0.1 only");
            }
        } catch (UnknownHostException e) {
            throw new Wrong("--host '" + host + "' is no address of this machine");
        }
        return host;
    }

    private static long number(Map<String, String> values, String name, long fallback, long min, long max)
            throws Wrong {
        String value = values.get(name);
        try {
            long number = value == null ? fallback : Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with what is allowed.
        }
        throw new Wrong("--" + name + " is '" + value + "'; it must be a whole number from " + min + " to " + max);
    }
}
