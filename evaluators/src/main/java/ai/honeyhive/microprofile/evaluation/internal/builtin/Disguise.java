/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the usual disguises off a text: compatibility forms, invisible characters, look-alike letters, Base64. */
final class Disguise {

    /** Cyrillic and Greek letters, and the Latin ones they look like. */
    private static final String LOOK_ALIKES = "асеіјорѕхуԁһαενορυ";

    private static final String LATIN = "aceijopsxydhaevopu";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{24,8192}={0,2}");
    private static final int MOST_DECODED = 16;

    private Disguise() {}

    static String plain(String text) {
        String normalized = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder(normalized.length());
        normalized
                .codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .forEach(c -> {
                    int at = LOOK_ALIKES.indexOf(Character.toLowerCase(c));
                    plain.appendCodePoint(at >= 0 ? LATIN.charAt(at) : c);
                });
        return plain.toString();
    }

    /** The text without disguise, and what is hidden in it as Base64. */
    static List<String> readings(String text) {
        List<String> readings = new ArrayList<>();
        readings.add(plain(text));
        Matcher matcher = BASE64.matcher(text);
        while (matcher.find() && readings.size() <= MOST_DECODED) {
            try {
                byte[] bytes = Base64.getDecoder()
                        .decode(matcher.group().replace('-', '+').replace('_', '/'));
                readings.add(plain(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString()));
            } catch (IllegalArgumentException | CharacterCodingException e) {
                // a word, or something else than text
            }
        }
        return readings;
    }
}
