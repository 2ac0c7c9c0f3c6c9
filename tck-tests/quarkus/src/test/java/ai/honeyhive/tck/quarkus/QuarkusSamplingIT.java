/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SamplingKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuarkusSamplingIT implements SamplingKit {

    @RegisterExtension
    static final Quarkus SERVER = new Quarkus(Mode.ON, "-sampling", SETTINGS);

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
