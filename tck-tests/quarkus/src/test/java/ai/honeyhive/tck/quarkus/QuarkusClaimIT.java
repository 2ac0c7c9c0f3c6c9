/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import ai.honeyhive.tck.ClaimKit;
import ai.honeyhive.tck.Mode;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuarkusClaimIT implements ClaimKit {

    @RegisterExtension
    static final Quarkus SERVER = new Quarkus(Mode.ON, "-claim", ClaimKit.settings());

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
