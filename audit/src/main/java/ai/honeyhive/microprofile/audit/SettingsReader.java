/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import ai.honeyhive.microprofile.audit.internal.sink.JdbcSink;
import ai.honeyhive.microprofile.audit.internal.sink.LoggerSink;
import ai.honeyhive.microprofile.audit.internal.sink.OtlpHeaders;
import ai.honeyhive.microprofile.audit.internal.sink.OtlpSink;
import ai.honeyhive.microprofile.audit.internal.sink.SyslogSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From {@code honeyhive.audit.*} to settings; the same spelling of values as in all of HoneyHive's configuration. */
final class SettingsReader {

    private static final String PREFIX = "honeyhive.audit.";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmg]?)i?b?");
    private static final Pattern TABLE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

    private final Function<String, Optional<String>> property;

    SettingsReader(Function<String, Optional<String>> property) {
        this.property = property;
    }

    Optional<AuditSettings> read() {
        if (!text("enabled").map(this::isTrue).orElse(false)) {
            return Optional.empty();
        }
        AuditSettings.Builder builder = AuditSettings.builder(required("directory", this::path));
        String application = text("application").orElse("application");
        String instance =
                text("instance").orElse("pid-" + ProcessHandle.current().pid());
        builder.application(application).instance(instance);
        deliveries(builder);
        days("timeout").ifPresent(builder::timeout);
        value("queue", Integer::valueOf, "a whole number from 16")
                .ifPresent(records -> checked("queue", "a whole number from 16", () -> builder.queueCapacity(records)));
        days("summary.interval").ifPresent(builder::summaryInterval);
        files(builder);
        checkpoints(builder);
        text("hash-key-file").map(this::path).ifPresent(builder::hashKeyFile);
        sinks(builder, application, instance);
        return Optional.of(builder.build());
    }

    private void deliveries(AuditSettings.Builder builder) {
        String allowed = "by-type, best-effort, durable or required";
        value(
                        "delivery",
                        word -> word.equals("by-type") ? Optional.<Delivery>empty() : Optional.of(delivery(word)),
                        allowed)
                .flatMap(Function.identity())
                .ifPresent(builder::delivery);
        for (AuditEventType type : AuditEventType.values()) {
            value("delivery." + type.id(), SettingsReader::delivery, "best-effort, durable or required")
                    .ifPresent(delivery -> builder.delivery(type, delivery));
        }
    }

    private void files(AuditSettings.Builder builder) {
        long bytes = size("rotate.bytes").orElse(64L << 20);
        Duration age = days("rotate.after").orElse(Duration.ofHours(24));
        checked("rotate.bytes", "a size from 4K", () -> builder.rotation(bytes, age));
        builder.retention(size("keep.bytes").orElse(0L), days("keep.for").orElse(Duration.ZERO));
    }

    private void checkpoints(AuditSettings.Builder builder) {
        days("checkpoint.interval").ifPresent(builder::checkpointInterval);
        text("checkpoint.key-file").ifPresent(name -> {
            Path file = path(name);
            String pem;
            try {
                pem = Files.readString(file);
            } catch (IOException e) {
                throw wrong(
                        "checkpoint.key-file",
                        "a readable file, and not the key itself ("
                                + e.getClass().getSimpleName() + ")");
            }
            checked("checkpoint.key-file", "a file that keygen has written", () -> builder.signingKey(pem));
        });
        String anchor = text("checkpoint.anchor").orElse("none").toLowerCase(Locale.ROOT);
        if (anchor.equals("log")) {
            System.Logger logger = System.getLogger(LoggerSink.LOGGER + ".checkpoint");
            builder.anchor(line -> logger.log(System.Logger.Level.INFO, "{0}", line));
        } else if (!anchor.equals("none")) {
            throw wrong("checkpoint.anchor", "none or log");
        }
    }

    private void sinks(AuditSettings.Builder builder, String application, String instance) {
        for (String name : text("sinks").orElse("file").toLowerCase(Locale.ROOT).split(",", -1)) {
            switch (name.strip()) {
                case "file" -> {
                    // It is always there: it is the evidence, the others are copies.
                }
                case "log" -> builder.sink(new LoggerSink());
                case "otlp" -> builder.sink(otlp(application, instance));
                case "syslog" ->
                    builder.sink(new SyslogSink(
                            required("syslog.host", Function.identity()),
                            value("syslog.port", Integer::valueOf, "a port").orElse(6514),
                            text("syslog.ca-file").map(this::path).orElse(null),
                            application,
                            instance));
                case "jdbc" ->
                    builder.sink(JdbcSink.of(
                            required("jdbc.url", Function.identity()),
                            text("jdbc.user").orElse(""),
                            text("jdbc.password").orElse(""),
                            table()));
                default -> throw wrong("sinks", "a list of file, log, otlp, syslog and jdbc");
            }
        }
    }

    private OtlpSink otlp(String application, String instance) {
        OtlpHeaders[] headers = {OtlpHeaders.NONE};
        String login = text("otlp.headers").orElse("");
        Path file = text("otlp.headers-file").map(this::path).orElse(null);
        checked("otlp.headers", OtlpHeaders.ALLOWED, () -> headers[0] = OtlpHeaders.of(login, file));
        Path authorities = text("otlp.ca-file").map(this::path).orElse(null);
        try {
            return new OtlpSink(required("otlp.url", URI::create), headers[0], authorities, application, instance);
        } catch (IllegalArgumentException e) {
            throw text("otlp.url").isEmpty()
                    ? e
                    : wrong("otlp.url", "https://host:port/v1/logs, or http:// to this machine");
        }
    }

    private String table() {
        String table = text("jdbc.table").orElse("honeyhive_audit");
        if (!TABLE.matcher(table).matches()) {
            throw wrong("jdbc.table", "a plain table name, with a schema if need be");
        }
        return table;
    }

    private Optional<Long> size(String name) {
        return value(name, SettingsReader::bytes, "a size in bytes, or with K, M or G, as 64M");
    }

    private Optional<Duration> days(String name) {
        return value(name, SettingsReader::duration, "a duration, as 500ms, 90s, 24h, 30d or PT24H");
    }

    private Optional<String> text(String name) {
        return property.apply(PREFIX + name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private <T> T required(String name, Function<String, T> parser) {
        return text(name)
                .map(parser)
                .orElseThrow(() -> new IllegalArgumentException(
                        PREFIX + name + " is missing. Set it, or switch " + PREFIX + "enabled off."));
    }

    private <T> Optional<T> value(String name, Function<String, T> parser, String allowed) {
        return text(name).map(text -> {
            try {
                return parser.apply(text.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw wrong(name, allowed);
            }
        });
    }

    private static void checked(String name, String allowed, Runnable setting) {
        try {
            setting.run();
        } catch (IllegalArgumentException e) {
            throw wrong(name, allowed + ": " + e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(String name, String allowed) {
        return new IllegalArgumentException(PREFIX + name + " has a wrong value. Allowed: " + allowed);
    }

    private boolean isTrue(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "enabled" -> true;
            case "false", "0", "no", "off", "disabled" -> false;
            default -> throw wrong("enabled", "true, 1, yes, on, enabled or false, 0, no, off, disabled");
        };
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("A path in " + PREFIX + "* is none for this system", e);
        }
    }

    private static Delivery delivery(String word) {
        for (Delivery delivery : Delivery.values()) {
            if (delivery.id().equals(word)) {
                return delivery;
            }
        }
        throw new IllegalArgumentException();
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        try {
            Duration duration = matcher.matches() ? of(matcher) : Duration.parse(text);
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException();
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Duration of(Matcher matcher) {
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        int shift = matcher.group(2).isEmpty() ? 0 : 10 * ("kmg".indexOf(matcher.group(2)) + 1);
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }
}
