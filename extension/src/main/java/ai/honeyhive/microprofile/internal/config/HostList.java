/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of hosts: names and addresses, {@code *.name} for every name below one, {@code private}, {@code *} for all,
 * {@code none}. Asks no name server: what a name leads to may be another host a moment later.
 *
 * <p>Immutable and thread-safe.
 */
public final class HostList {

    private static final Pattern ENTRY =
            Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\\[?[0-9a-f:]*:[0-9a-f:.]*]?");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final List<String> PRIVATE_DOMAINS = List.of(".localhost", ".local", ".internal", ".svc");
    private static final Set<String> IPV6_LOOPBACK = Set.of("::1", "0:0:0:0:0:0:0:1");

    private final List<String> entries;

    private HostList(List<String> entries) {
        this.entries = entries;
    }

    /**
     * A list of hosts.
     *
     * @throws IllegalArgumentException if an entry is none; the message does not repeat it
     */
    static HostList of(List<String> entries) {
        List<String> lower =
                entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
        for (String entry : lower) {
            if (!entry.equals("*") && !ENTRY.matcher(entry).matches()) {
                throw new IllegalArgumentException("it holds something that is no host name");
            }
        }
        if (lower.contains("none") && lower.size() > 1) {
            throw new IllegalArgumentException("none stands beside something else");
        }
        return new HostList(lower.stream().map(HostList::plain).toList());
    }

    /** Whether a host, by name or address and without port, is on the list. */
    public boolean allows(String host) {
        String plain = plain(host.toLowerCase(Locale.ROOT));
        for (String entry : entries) {
            boolean match =
                    switch (entry) {
                        case "*" -> true;
                        case "none" -> false;
                        case "private" -> isPrivate(plain);
                        default -> entry.startsWith("*.") ? plain.endsWith(entry.substring(1)) : plain.equals(entry);
                    };
            if (match) {
                return true;
            }
        }
        return false;
    }

    /** Without the brackets of an IPv6 address in a URL, and without the dot at the end of a full name. */
    private static String plain(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isPrivate(String host) {
        Matcher address = IPV4.matcher(host);
        if (address.matches()) {
            return isPrivate(Integer.parseInt(address.group(1)), Integer.parseInt(address.group(2)));
        }
        if (host.indexOf(':') >= 0) {
            // fc00::/7, RFC 4193.
            return IPV6_LOOPBACK.contains(host) || host.matches("f[cd][0-9a-f]{2}:.*");
        }
        return SERVICE_NAME.matcher(host).matches() || PRIVATE_DOMAINS.stream().anyMatch(host::endsWith);
    }

    /** The blocks of RFC 1918 and the loopback. Link-local ones are not among them: clouds serve their metadata there. */
    private static boolean isPrivate(int first, int second) {
        return first == 10
                || first == 127
                || (first == 172 && second >= 16 && second <= 31)
                || (first == 192 && second == 168);
    }

    @Override
    public String toString() {
        return String.join(",", entries);
    }
}
