/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.helidon;

import ai.honeyhive.tck.Limit;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.SampledAwayKit;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HelidonSampledAwayIT extends SampledAwayKit {

    @RegisterExtension
    static final Helidon SERVER = new Helidon(Mode.DROPPED);

    @Override
    public URI application() {
        return SERVER.uri();
    }

    @Override
    public Set<Limit> limits() {
        return EnumSet.of(Limit.METRIC_BUCKETS_ARE_THE_SERVERS);
    }
}
