/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.OutgoingBehaviour;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuarkusOutgoingIT implements OutgoingBehaviour {

    @RegisterExtension
    static final Quarkus SERVER = new Quarkus(Mode.ON);

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Mode mode() {
        return Mode.ON;
    }
}
