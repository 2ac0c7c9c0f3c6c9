/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.secrets.internal.config.Reference;
import ai.honeyhive.microprofile.secrets.internal.crypto.EncryptedValue;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import ai.honeyhive.microprofile.secrets.internal.crypto.UndecryptableException;
import ai.honeyhive.microprofile.secrets.internal.json.Fields;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

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
