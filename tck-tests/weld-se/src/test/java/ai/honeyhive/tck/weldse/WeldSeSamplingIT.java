/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SamplingKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeldSeSamplingIT implements SamplingKit {

    @RegisterExtension
    static final WeldSe SERVER = new WeldSe(Mode.ON, "-sampling", SETTINGS);

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
