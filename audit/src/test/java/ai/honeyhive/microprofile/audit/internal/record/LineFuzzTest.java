/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Map;

/**
 * Lines of a log that somebody else has written, for any input: they are read, or refused with the one exception that is
 * promised, and no seal is good. The build runs the inputs in {@code LineFuzzTestInputs}; with {@code JAZZER_FUZZ=1} in the
 * environment Jazzer looks for others.
 */
class LineFuzzTest {

    private static final PublicKey KEY =
            SigningKey.publicKey(SigningKey.generate().publicPem());
    private static final Map<String, PublicKey> KEYS = Map.of(SigningKey.id(KEY), KEY);

    @FuzzTest(maxDuration = "2m")
    void record(byte[] line) {
        try {
            RecordLine read = RecordLine.parse(line, new Hashes());
            assertThat(read.bodyHash()).hasSize(Hashes.LENGTH);
            assertThat(read.detail("log")).isNotNull();
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "2m")
    void checkpoint(byte[] line) {
        try {
            Checkpoint read = Checkpoint.parse(new String(line, StandardCharsets.UTF_8));
            // Nobody has the key, so no input is sealed with it.
            assertThat(read.isSigned() && read.sealProblem(KEYS) == null).isFalse();
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "2m")
    void key(byte[] pem) {
        assertThatThrownBy(() -> SigningKey.parse(new String(pem, StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
    }
}
