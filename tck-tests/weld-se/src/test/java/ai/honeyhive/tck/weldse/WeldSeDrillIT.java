/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.DrillKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeldSeDrillIT extends DrillKit {

    @RegisterExtension
    static final WeldSe SERVER = WeldSe.withSecrets("drills", DrillKit::properties);

    @Override
    protected URI application() {
        return SERVER.uri();
    }
}
