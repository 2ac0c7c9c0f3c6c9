/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.ServerWideSdkKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LibertyRuntimeModeIT extends ServerWideSdkKit {

    @RegisterExtension
    static final Liberty SERVER = Liberty.runtimeMode();

    @Override
    public URI application() {
        return SERVER.application(Mode.ON);
    }
}
