/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement of where the log stood: {@code sequence} records, the last with this {@code hash}, in the first
 * {@code bytes} of that file. Sealed by a signature (Ed25519, over a domain name and the line before the seal), or without
 * a key by a hash; chained to the one before by the hash of its line.
 *
 * @param line the whole line, without its line break
 * @param number from 1, without a gap
 * @param previous the hash of the line before, empty for the first
 * @param sealed what the seal was made of
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two, and nobody changes one.
public record Checkpoint(
        String line,
        String log,
        long number,
        String file,
        long bytes,
        long sequence,
        String hash,
        String previous,
        String seal,
        byte[] sealed) {

    private static final String SEAL = ",\"seal\":\"";
    private static final String SIGNED = "ed25519:";
    private static final String PLAIN = "sha256:";
    private static final byte[] DOMAIN = "honeyhive-audit-checkpoint/1\n".getBytes(StandardCharsets.US_ASCII);

    /** The checkpoint that follows. */
    public static Checkpoint next(Position position, String file, long bytes, @Nullable SigningKey key)
            throws GeneralSecurityException {
        LineBuffer out = new LineBuffer();
        out.raw("{\"v\":1,\"log\":").string(position.log(), 64);
        out.raw(",\"n\":").number(position.checkpoints() + 1);
        out.raw(",\"time\":\"").raw(Instant.now().toString());
        out.raw("\",\"file\":").string(file, 64).raw(",\"bytes\":").number(bytes);
        out.raw(",\"seq\":").number(position.sequence());
        out.raw(",\"hash\":\"").hex(position.hash());
        out.raw("\",\"prev\":\"").raw(position.checkpointHash()).raw("\"");
        String body = out.text(0, out.size());
        String seal = key == null
                ? PLAIN + Hashes.hex(Hashes.sha256().digest(toSeal(body)))
                : SIGNED + key.id() + ":" + Hashes.hex(key.sign(toSeal(body)));
        try {
            return parse(body + SEAL + seal + "\"}");
        } catch (FormatException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Checkpoint parse(String line) throws FormatException {
        int at = line.lastIndexOf(SEAL);
        if (at < 0 || !line.endsWith("\"}") || line.length() - 2 < at + SEAL.length()) {
            throw new FormatException("a checkpoint has no seal");
        }
        String body = line.substring(0, at);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, Object> fields = JsonReader.object(bytes, bytes.length);
        if (JsonReader.number(fields, "v") != 1) {
            throw new FormatException("the schema is not version 1");
        }
        return new Checkpoint(
                line,
                JsonReader.string(fields, "log"),
                JsonReader.number(fields, "n"),
                JsonReader.string(fields, "file"),
                JsonReader.number(fields, "bytes"),
                JsonReader.number(fields, "seq"),
                JsonReader.string(fields, "hash"),
                JsonReader.string(fields, "prev"),
                line.substring(at + SEAL.length(), line.length() - 2),
                toSeal(body));
    }

    /** The hash of its line, which the next one carries. */
    public String lineHash() {
        return Hashes.hex(Hashes.sha256().digest(line.getBytes(StandardCharsets.UTF_8)));
    }

    public boolean isSigned() {
        return seal.startsWith(SIGNED);
    }

    /**
     * What is wrong with the seal, or null.
     *
     * @param keys the trusted keys by id; with none, signatures are not looked at
     */
    public @Nullable String sealProblem(Map<String, PublicKey> keys) {
        if (!isSigned()) {
            return !seal.equals(PLAIN + Hashes.hex(Hashes.sha256().digest(sealed)))
                    ? "its hash is wrong"
                    : keys.isEmpty() ? null : "it is not signed";
        }
        String[] parts = seal.split(":", -1);
        byte[] signature;
        try {
            signature = HexFormat.of().parseHex(parts.length == 3 ? parts[2] : "?");
        } catch (IllegalArgumentException e) {
            return "its signature is malformed";
        }
        // One way to write a signature, so that no change of a byte stays unseen.
        if (!parts[2].equals(Hashes.hex(signature))) {
            return "its signature is malformed";
        }
        if (keys.isEmpty()) {
            return null;
        }
        PublicKey key = keys.get(parts[1]);
        return key == null
                ? "it is signed with a key that was not given"
                : SigningKey.verifies(key, sealed, signature) ? null : "its signature is wrong";
    }

    private static byte[] toSeal(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(DOMAIN, DOMAIN.length + bytes.length);
        System.arraycopy(bytes, 0, sealed, DOMAIN.length, bytes.length);
        return sealed;
    }
}
