/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.internal.config.Reference;
import ai.honeyhive.microprofile.secrets.internal.crypto.EncryptedValue;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.crypto.UndecryptableException;
import ai.honeyhive.microprofile.secrets.internal.json.Fields;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that reads the outside, for any input: it gives a result, or the one exception that it promises. The build runs
 * the inputs in {@code ParserFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the environment Jazzer looks for others.
 */
class ParserFuzzTest {

    private static final KeyRing RING = KeyRing.empty().withNewKey("k1", new SecureRandom());

    @FuzzTest(maxDuration = "2m")
    void json(byte[] answer) {
        try {
            Fields.of(JsonReader.readObject(answer));
        } catch (JsonException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "2m")
    void encryptedValue(byte[] value) {
        String jwe = new String(value, StandardCharsets.ISO_8859_1);
        assertThat(EncryptedValue.keyId(jwe)).hasSizeLessThanOrEqualTo(64);
        try {
            // Nobody has the key, so no input decrypts.
            assertThat(EncryptedValue.decrypt(RING, "db.password", jwe)).isNull();
        } catch (UndecryptableException e) {
            assertThat(e)
                    .hasNoCause()
                    .hasMessage("the encrypted value of db.password does not decrypt: it was altered, or encrypted for"
                            + " another property or with a key that the ring does not hold");
        }
    }

    @FuzzTest(maxDuration = "2m")
    void keyRing(byte[] ring) {
        try {
            KeyRing read = KeyRing.parse(new String(ring, StandardCharsets.UTF_8));
            assertThat(KeyRing.parse(read.toJwkSet()).ids()).isEqualTo(read.ids());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Wrapped by somebody who gives back any bytes. */
    @FuzzTest(maxDuration = "2m")
    void wrappedRing(byte[] ring) throws Exception {
        String text = new String(ring, StandardCharsets.UTF_8);
        KeyWrapping echo = new Echo();
        try {
            KeyRing read = KeyRing.unwrap(text, echo);
            assertThat(KeyRing.unwrap(read.wrapped(echo), echo).ids()).isEqualTo(read.ids());
            assertThat(KeyRing.unwrap(KeyRing.wrappedWithNewKey(text, "new", echo, new SecureRandom()), echo)
                            .current())
                    .isEqualTo("new");
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static final class Echo implements KeyWrapping {

        @Override
        public Map<String, String> wrap(Map<String, byte[]> keys) {
            Map<String, String> wrapped = new LinkedHashMap<>();
            keys.forEach((id, key) -> wrapped.put(id, new String(key, StandardCharsets.ISO_8859_1)));
            return wrapped;
        }

        @Override
        public Map<String, byte[]> unwrap(Map<String, String> wrapped) {
            Map<String, byte[]> keys = new LinkedHashMap<>();
            wrapped.forEach((id, text) -> keys.put(id, text.getBytes(StandardCharsets.ISO_8859_1)));
            return keys;
        }

        @Override
        public void close() {}
    }

    @FuzzTest(maxDuration = "2m")
    void reference(byte[] reference) {
        try {
            assertThat(Reference.parse(new String(reference, StandardCharsets.UTF_8))
                            .toString())
                    .isNotBlank();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
