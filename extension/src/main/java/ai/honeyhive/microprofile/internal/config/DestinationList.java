/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A list of queues and topics by name, in which {@code *} stands for any characters; {@code none} for none. Names are compared
 * with their case, as brokers do.
 *
 * <p>Immutable and thread-safe.
 */
public final class DestinationList {

    private final List<String> entries;
    private final List<Pattern> patterns;

    private DestinationList(List<String> entries) {
        this.entries = entries;
        this.patterns = entries.stream()
                .filter(entry -> !entry.equals("none"))
                .map(Glob::compile)
                .toList();
    }

    /**
     * A list of queues and topics.
     *
     * @throws IllegalArgumentException if {@code none} stands beside a name, or an entry is {@code true} or {@code false}
     */
    static DestinationList of(List<String> entries) {
        if (entries.contains("none") && entries.size() > 1) {
            throw new IllegalArgumentException("none stands beside something else");
        }
        for (String entry : entries) {
            // Somebody who takes it for a switch would send nothing, and not learn why.
            if (entry.equalsIgnoreCase("true") || entry.equalsIgnoreCase("false")) {
                throw new IllegalArgumentException("it is a list of names, * for all, none for none");
            }
        }
        return new DestinationList(List.copyOf(entries));
    }

    /** Whether a queue or topic is on the list. */
    public boolean allows(String name) {
        return patterns.stream().anyMatch(each -> each.matcher(name).matches());
    }

    @Override
    public String toString() {
        return String.join(",", entries);
    }
}
