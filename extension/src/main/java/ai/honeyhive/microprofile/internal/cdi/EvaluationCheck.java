/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.EventContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks at start for what annotations name as evaluators, where the build cannot know the names of all beans. */
public final class EvaluationCheck implements SyntheticObserver<Startup> {

    static final String NAMES = "names";
    static final String PLACES = "places";

    @Override
    public void observe(EventContext<Startup> event, Parameters parameters) {
        String[] names = parameters.get(NAMES, String[].class);
        String[] places = parameters.get(PLACES, String[].class);
        Map<String, Set<String>> used = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            used.put(names[i], Set.of(places[i]));
        }
        Set<String> problems = CDI.current()
                .select(EvaluationBeans.class)
                .get()
                .problems(HoneyHiveConfig.read(ConfigProvider.getConfig()).evaluation(), used);
        if (!problems.isEmpty()) {
            // The container does not come up, so nobody else ends it.
            HoneyHiveRuntime.forApplication().close();
            throw new DeploymentException(DeploymentRules.report(problems));
        }
    }
}
