/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import ai.honeyhive.tck.Limit;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.OutgoingBehaviour;
import ai.honeyhive.tck.TelemetryOnKit;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelidonTelemetryOnIT extends TelemetryOnKit implements OutgoingBehaviour {

    @RegisterExtension
    static final Helidon SERVER = new Helidon(Mode.ON);

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Set<Limit> limits() {
        return EnumSet.of(Limit.WRITTEN_BAGGAGE_IS_REPLACED);
    }
}
