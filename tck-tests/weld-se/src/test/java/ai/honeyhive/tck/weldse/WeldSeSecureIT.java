/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.SecureKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeldSeSecureIT extends SecureKit {

    @RegisterExtension
    static final WeldSe SERVER = WeldSe.withSecrets("secure", SecureKit::properties);

    @Override
    protected URI application() {
        return SERVER.uri();
    }

    @Override
    protected void end() {
        SERVER.process().stop();
    }

    @Override
    protected String output() {
        return SERVER.process().output();
    }

    @Override
    protected String threads() {
        return SERVER.process().threads();
    }
}
