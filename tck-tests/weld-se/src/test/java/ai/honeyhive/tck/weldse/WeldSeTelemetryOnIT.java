/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.TelemetryOnKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeldSeTelemetryOnIT extends TelemetryOnKit {

    @RegisterExtension
    static final WeldSe SERVER = new WeldSe(Mode.ON);

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
