/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.EventContext;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks at start for the tracers that annotations name, where the build could not know them. */
public final class TracerCheck implements SyntheticObserver<Startup> {

    static final String TRACERS = "tracers";
    static final String PLACES = "places";

    @Override
    public void observe(EventContext<Startup> event, Parameters parameters) {
        String[] tracers = parameters.get(TRACERS, String[].class);
        String[] places = parameters.get(PLACES, String[].class);
        Set<String> configured = HoneyHiveConfig.tracerNames(ConfigProvider.getConfig());
        Set<String> errors = new LinkedHashSet<>();
        for (int i = 0; i < tracers.length; i++) {
            if (!configured.contains(tracers[i])) {
                errors.add(DeploymentRules.unknownTracer(tracers[i], places[i], configured));
            }
        }
        if (!errors.isEmpty()) {
            throw new DeploymentException(DeploymentRules.report(errors));
        }
    }
}
