/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A random change of a file that leaves it another one. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
record Mutation(String what, byte[] bytes) {

    static Mutation of(byte[] original, Random random) {
        while (true) {
            Mutation mutation = any(original, random);
            if (!Arrays.equals(mutation.bytes(), original)) {
                return mutation;
            }
        }
    }

    private static Mutation any(byte[] original, Random random) {
        int at = random.nextInt(original.length);
        return switch (random.nextInt(9)) {
            case 0 -> new Mutation("bit", changed(original, at, original[at] ^ (1 << random.nextInt(8))));
            case 1 -> new Mutation("byte", changed(original, at, random.nextInt(256)));
            case 2 -> new Mutation("cut", Arrays.copyOf(original, at));
            case 3 ->
                new Mutation("hole", without(original, at, Math.min(original.length, at + 1 + random.nextInt(100))));
            case 4 -> new Mutation("inserted bytes", inserted(original, at, random));
            default -> lines(original, random);
        };
    }

    private static Mutation lines(byte[] original, Random random) {
        List<String> lines = new ArrayList<>(
                new String(original, StandardCharsets.UTF_8).lines().toList());
        int one = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        String what;
        switch (random.nextInt(4)) {
            case 0 -> {
                what = "removed line";
                lines.remove(one);
            }
            case 1 -> {
                what = "doubled line";
                lines.add(one, lines.get(one));
            }
            case 2 -> {
                what = "swapped lines";
                Collections.swap(lines, one, other);
            }
            default -> {
                what = "cut at a line";
                lines.subList(one, lines.size()).clear();
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return new Mutation(what, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] changed(byte[] original, int at, int value) {
        byte[] changed = original.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] without(byte[] original, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(original, 0, from);
        out.write(original, to, original.length - to);
        return out.toByteArray();
    }

    private static byte[] inserted(byte[] original, int at, Random random) {
        byte[] more = new byte[1 + random.nextInt(20)];
        random.nextBytes(more);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(original, 0, at);
        out.writeBytes(more);
        out.write(original, at, original.length - at);
        return out.toByteArray();
    }
}
