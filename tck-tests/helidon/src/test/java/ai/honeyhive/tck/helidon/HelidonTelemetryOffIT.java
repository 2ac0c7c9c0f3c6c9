/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import ai.honeyhive.tck.Limit;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.TelemetryOffKit;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelidonTelemetryOffIT extends TelemetryOffKit {

    @RegisterExtension
    static final Helidon SERVER = new Helidon(Mode.OFF);

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Set<Limit> limits() {
        return EnumSet.of(Limit.OFF_LOSES_THE_CALLERS_TRACE);
    }
}
