/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Pairs of an expected text and an answer that is like it, the same ones every time. */
final class TextPairs {

    private static final int WORDS = 2_000;
    private static final String[] SYLLABLES = {
        "ba", "co", "di", "fen", "gra", "hu", "ing", "jo", "ka", "lé", "mo", "nu", "or", "pre", "qua", "re", "st", "ti",
        "un", "vö"
    };
    private static final String[] MARKS = {".", ",", ";", ":", "?", "!", " -", " (so)", "'s", "\"", "%"};

    private final Random random;
    private final List<String> words = new ArrayList<>();

    private TextPairs(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < WORDS; i++) {
            words.add(word());
        }
    }

    /** Writes them, a pair a line, with a tab between. */
    static void write(Path file, int count, long seed) throws IOException {
        TextPairs pairs = new TextPairs(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> expected = pairs.text();
            lines.add(String.join(" ", expected) + "\t" + String.join(" ", pairs.answer(expected)));
        }
        Files.write(file, lines);
    }

    private String word() {
        if (random.nextInt(20) == 0) {
            return random.nextInt(1000) + (random.nextBoolean() ? "." + random.nextInt(100) : "");
        }
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    /** 10 to 60 words, some of them much oftener than others. */
    private List<String> text() {
        List<String> text = new ArrayList<>();
        for (int i = 10 + random.nextInt(51); i > 0; i--) {
            String word = pick();
            text.add(random.nextInt(8) == 0 ? word + MARKS[random.nextInt(MARKS.length)] : word);
        }
        text.set(0, Character.toUpperCase(text.get(0).charAt(0)) + text.get(0).substring(1));
        return text;
    }

    private String pick() {
        double place = random.nextDouble();
        return words.get((int) (place * place * place * WORDS));
    }

    /** Some words are left out, some replaced, and a part may stand elsewhere. */
    private List<String> answer(List<String> expected) {
        List<String> answer = new ArrayList<>();
        double changed = random.nextDouble() * 0.6;
        for (String word : expected) {
            double chance = random.nextDouble();
            if (chance > changed) {
                answer.add(word);
            } else if (chance > changed / 2) {
                answer.add(pick());
            }
        }
        if (random.nextInt(3) == 0) {
            Collections.rotate(answer, 1 + random.nextInt(10));
        }
        return answer;
    }
}
