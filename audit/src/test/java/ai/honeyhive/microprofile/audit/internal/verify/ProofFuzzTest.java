/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Map;

/** Proofs that somebody hands in, for any input: none is good without the key. As {@code LineFuzzTest}. */
class ProofFuzzTest {

    private static final PublicKey KEY =
            SigningKey.publicKey(SigningKey.generate().publicPem());

    @FuzzTest(maxDuration = "2m")
    void proof(byte[] proof) {
        assertThat(Proof.problem(new String(proof, StandardCharsets.UTF_8), Map.of(SigningKey.id(KEY), KEY)))
                .isNotBlank();
    }
}
