/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.builtin;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Evaluators;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.Telemetry;
import java.util.HashMap;
import java.util.Map;

/** Built-in evaluators as configuration makes them. */
final class Judging {

    private Judging() {}

    static Evaluator evaluator(String name, String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        return Evaluators.builtIn().create(name, map);
    }

    static Evaluation judge(Sample.Builder sample, String name, String... settings) {
        return evaluator(name, settings)
                .evaluate(sample.build())
                .toCompletableFuture()
                .join();
    }

    static Evaluation judge(Telemetry.Builder telemetry, String name, String... settings) {
        return judge(Sample.builder().telemetry(telemetry.build()), name, settings);
    }

    static Sample.Builder output(String output) {
        return Sample.builder().output(output);
    }
}
