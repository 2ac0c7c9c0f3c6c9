/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A name, or the beginning of one.
 *
 * @param text the name without the {@code *}
 * @param open whether anything may follow
 */
record NamePattern(String text, boolean open) {

    /** Reads patterns that are separated by commas. */
    static List<NamePattern> parse(String list) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip();
            if (!name.isEmpty()) {
                boolean open = name.endsWith("*");
                patterns.add(new NamePattern(open ? name.substring(0, name.length() - 1) : name, open));
            }
        }
        return List.copyOf(patterns);
    }

    static boolean anyMatches(List<NamePattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    boolean matches(String name) {
        return open ? name.startsWith(text) : name.equals(text);
    }
}
