/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.TelemetryOnKit;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

final class Liberty21TelemetryOnIT extends TelemetryOnKit {

    @RegisterExtension
    static final Liberty SERVER = Liberty.TELEMETRY_21;

    @Override
    public URI application() {
        return SERVER.application(Mode.ON);
    }
}
