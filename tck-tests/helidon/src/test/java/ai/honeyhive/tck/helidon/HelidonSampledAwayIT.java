/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SampledAwayKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelidonSampledAwayIT extends SampledAwayKit {

    @RegisterExtension
    static final Helidon SERVER = new Helidon(Mode.DROPPED);

    @Override
    public URI application() {
        return SERVER.uri();
    }
}
