/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.SwitchKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeldSeSwitchIT extends SwitchKit {

    @RegisterExtension
    static final WeldSe SERVER = WeldSe.withSecrets("switch", SwitchKit::properties);

    @Override
    protected URI application() {
        return SERVER.uri();
    }
}
