/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.export.TracerProbe;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a running application knows of its own HoneyHive set-up, as lines for a health page: what the doctor's command line says
 * from outside, where it can be seen from within. Without any secret.
 */
final class DoctorFindings {

    private static final String OK = "OK: ";
    private static final String NOTE = "NOTE: ";
    private static final String PROBLEM = "PROBLEM: ";

    private final Map<String, String> lines = new LinkedHashMap<>();

    private DoctorFindings() {}

    /**
     * Looks at an application.
     *
     * @param probe who has asked the tracers' servers, {@code null} for nobody
     * @return a line for each subject, which begins with {@code OK}, {@code NOTE} or {@code PROBLEM}
     */
    static Map<String, String> of(HoneyHiveRuntime runtime, @Nullable TracerProbe probe) {
        DoctorFindings findings = new DoctorFindings();
        findings.configuration(runtime.config());
        findings.classPath();
        findings.telemetry(runtime);
        if (probe != null) {
            findings.tracers(runtime.config(), probe);
        }
        return findings.lines;
    }

    private void configuration(HoneyHiveConfig config) {
        int number = 0;
        for (String problem : config.problems()) {
            lines.put("configuration." + ++number, PROBLEM + problem);
        }
        if (number == 0) {
            lines.put("configuration", OK + config.startUpLine());
        }
    }

    /** A second copy hides or contradicts the server's, and spans get lost between both. */
    private void classPath() {
        Set<String> copies = new HashSet<>();
        try {
            for (URL copy : Collections.list(
                    DoctorFindings.class.getClassLoader().getResources("io/opentelemetry/api/OpenTelemetry.class"))) {
                copies.add(copy.toString());
            }
        } catch (IOException e) {
            lines.put(
                    "class path",
                    NOTE + "it cannot be looked at: " + e.getClass().getName());
            return;
        }
        lines.put(
                "class path",
                copies.size() > 1
                        ? PROBLEM + "OpenTelemetry's API is there " + copies.size()
                                + " times. Keep the server's: give the dependency that brings the other the scope provided."
                        : OK + "OpenTelemetry's API is there once.");
    }

    private void telemetry(HoneyHiveRuntime runtime) {
        String reason = runtime.whyDirectly();
        if (reason != null) {
            lines.put(
                    "telemetry",
                    PROBLEM + "annotated calls arrive, spans of the server and of other libraries do not: " + reason);
        } else if (runtime.seesSpans()) {
            lines.put("telemetry", OK + "spans of the server and of other libraries go along.");
        } else {
            lines.put("telemetry", NOTE + "nothing was traced yet.");
        }
    }

    private void tracers(HoneyHiveConfig config, TracerProbe probe) {
        Map<String, TracerProbe.Result> results = probe.results();
        config.tracers().values().stream().filter(tracer -> tracer.active()).forEach(tracer -> {
            TracerProbe.Result result = results.get(tracer.name());
            lines.put(
                    "tracer " + ExportMetrics.shown(tracer.name()),
                    result == null
                            ? NOTE + "its server has not answered yet."
                            : (result.sound() ? OK : PROBLEM) + result.text());
        });
    }
}
