/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SampledAwayKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class QuarkusSampledAwayIT extends SampledAwayKit {

    @RegisterExtension
    static final Quarkus SERVER = new Quarkus(Mode.DROPPED);

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
