/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SampledAwayKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class Liberty20SampledAwayIT extends SampledAwayKit {

    @RegisterExtension
    static final Liberty SERVER = Liberty.TELEMETRY_20;

    @Override
    public URI application() {
        return SERVER.application(Mode.DROPPED);
    }
}
