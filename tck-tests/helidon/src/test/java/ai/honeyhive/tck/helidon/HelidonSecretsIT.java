/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.SecretsKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelidonSecretsIT extends SecretsKit {

    @RegisterExtension
    static final Helidon SERVER = new Helidon(
            "secrets",
            SecretsKit::properties,
            Artifacts.target().resolve("kit/honeyhive-secrets.jar").toString());

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
