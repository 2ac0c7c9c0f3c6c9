/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.pipeline.Runtimes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.EventContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Looks at start for the tracers and evaluators that annotations name, where the build could not know them. One observer for both:
 * Quarkus cannot tell two of the same event apart.
 */
public final class StartCheck implements SyntheticObserver<Startup> {

    static final String TRACERS = "tracers";
    static final String TRACER_PLACES = "tracer-places";
    static final String EVALUATORS = "evaluators";
    static final String EVALUATOR_PLACES = "evaluator-places";

    @Override
    public void observe(EventContext<Startup> event, Parameters parameters) {
        Set<String> errors = new LinkedHashSet<>();
        Map<String, Set<String>> tracers = read(parameters, TRACERS, TRACER_PLACES);
        if (!tracers.isEmpty()) {
            Set<String> configured = HoneyHiveConfig.tracerNames(ConfigProvider.getConfig());
            tracers.forEach((tracer, places) -> {
                if (!configured.contains(tracer)) {
                    places.forEach(place -> errors.add(DeploymentRules.unknownTracer(tracer, place, configured)));
                }
            });
        }
        Map<String, Set<String>> evaluators = read(parameters, EVALUATORS, EVALUATOR_PLACES);
        if (!evaluators.isEmpty()) {
            errors.addAll(CDI.current()
                    .select(EvaluationBeans.class)
                    .get()
                    .problems(HoneyHiveConfig.read(ConfigProvider.getConfig()).evaluation(), evaluators));
        }
        if (!errors.isEmpty()) {
            // The container does not come up, so nobody else ends it.
            Runtimes.forApplication().close();
            throw new DeploymentException(DeploymentRules.report(errors));
        }
    }

    private static Map<String, Set<String>> read(Parameters parameters, String names, String places) {
        String[] all = parameters.get(names, String[].class);
        String[] where = parameters.get(places, String[].class);
        Map<String, Set<String>> read = new TreeMap<>();
        for (int i = 0; i < all.length; i++) {
            read.put(all[i], Set.of(where[i]));
        }
        return read;
    }
}
