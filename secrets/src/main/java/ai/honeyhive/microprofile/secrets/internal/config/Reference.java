/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a field in a store: {@code store:path#field@version}. Field and version may be left out: no field means
 * the document's only value.
 *
 * @param document what is read
 * @param field the field, empty for the only one; in an import the patterns
 */
public record Reference(DocumentId document, String field) {

    /** What is allowed, for messages. */
    public static final String ALLOWED = "a reference, store:path#field or store:path#field@version";

    private static final int LONGEST = 2048;
    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9-]{0,31}):([^#@\\s][^#\\s]*?)(?:#([^#@]*))?(?:@([^#@\\s]+))?");

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if it is none; the message holds nothing of it
     */
    public static Reference parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.length() > LONGEST || !matcher.matches()) {
            throw new IllegalArgumentException("it is no reference");
        }
        String path = matcher.group(2);
        checkPath(path);
        @Nullable String field = matcher.group(3);
        return new Reference(
                new DocumentId(matcher.group(1), path, matcher.group(4)), field == null ? "" : field.strip());
    }

    /** A path never leaves where the store looks for it. */
    private static void checkPath(String path) {
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                throw new IllegalArgumentException("its path holds " + part);
            }
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == '\\' || c == '?' || c == '%' || c == 0x7F)) {
            throw new IllegalArgumentException("its path holds a control character, a backslash, ? or %");
        }
    }

    @Override
    public String toString() {
        return document.store() + ":" + document.path() + (field.isEmpty() ? "" : "#" + field)
                + (document.version() == null ? "" : "@" + document.version());
    }
}
