/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Limit;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.TelemetryOffKit;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

final class Liberty20TelemetryOffIT extends TelemetryOffKit {

    @RegisterExtension
    static final Liberty SERVER = Liberty.TELEMETRY_20;

    @Override
    public URI application() {
        return SERVER.application(Mode.OFF);
    }

    @Override
    public Set<Limit> limits() {
        return EnumSet.of(Limit.OFF_LOSES_THE_CALLERS_TRACE, Limit.OFF_LOSES_THE_CALLERS_SESSION);
    }
}
