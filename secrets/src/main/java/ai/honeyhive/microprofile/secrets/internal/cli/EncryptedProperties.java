/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import ai.honeyhive.microprofile.secrets.internal.crypto.UndecryptableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encrypted values in the text of a properties file. Everything else in it stays as it is. */
final class EncryptedProperties {

    private static final Pattern LINE = Pattern.compile(
            "^([ \\t]*(?:%[^.\\s]+\\.)?honeyhive\\.secrets\\.map\\.\"?([^\"=:\\s]+)\"?[ \\t]*[=:][ \\t]*enc:)([A-Za-z0-9_.-]+)",
            Pattern.MULTILINE);

    private EncryptedProperties() {}

    /** A property and its encrypted value. */
    record Entry(String property, String jwe) {}

    /** Makes a new value of an old one. */
    interface Change {

        String apply(String property, String jwe) throws UndecryptableException;
    }

    static List<Entry> of(String text) {
        List<Entry> entries = new ArrayList<>();
        Matcher matcher = LINE.matcher(text);
        while (matcher.find()) {
            entries.add(new Entry(matcher.group(2), matcher.group(3)));
        }
        return entries;
    }

    static String replaceAll(String text, Change change) throws UndecryptableException {
        StringBuilder changed = new StringBuilder();
        Matcher matcher = LINE.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(
                    changed,
                    Matcher.quoteReplacement(matcher.group(1) + change.apply(matcher.group(2), matcher.group(3))));
        }
        return matcher.appendTail(changed).toString();
    }
}
