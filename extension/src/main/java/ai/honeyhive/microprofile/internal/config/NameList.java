/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A list of queues and topics by name, where {@code *} stands for any characters; {@code true} for all, {@code false} for
 * none.
 *
 * <p>Immutable and thread-safe.
 */
public final class NameList {

    private final List<Pattern> names;

    private NameList(List<Pattern> names) {
        this.names = names;
    }

    /**
     * A list of names.
     *
     * @throws IllegalArgumentException if {@code true} or {@code false} is not alone
     */
    static NameList of(List<String> entries) {
        if (entries.size() == 1 && entries.get(0).equalsIgnoreCase("false")) {
            return new NameList(List.of());
        }
        if (entries.size() == 1 && entries.get(0).equalsIgnoreCase("true")) {
            return of(List.of("*"));
        }
        for (String entry : entries) {
            if (entry.equalsIgnoreCase("true") || entry.equalsIgnoreCase("false")) {
                throw new IllegalArgumentException("true or false stands beside something else");
            }
        }
        return new NameList(entries.stream().map(Glob::compile).toList());
    }

    /** Whether a queue or topic is on the list. */
    public boolean allows(String name) {
        return names.stream().anyMatch(each -> each.matcher(name).matches());
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
