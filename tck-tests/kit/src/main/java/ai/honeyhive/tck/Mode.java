/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the server's telemetry is set up. The application is the same in all of them, its configuration is not. */
public enum Mode {

    /** The server's telemetry is on and exports by OTLP. */
    ON,
    /** It is off, as MicroProfile Telemetry has it by default. */
    OFF,
    /** It is on, and its sampler drops every span. */
    DROPPED;

    /** The name of the mode in paths. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The configuration of the kit's application.
     *
     * @param console the console, which is HoneyHive and the server's own collector as well
     */
    public Map<String, String> configuration(URI console) {
        Map<String, String> all = tracing(console);
        all.put("honeyhive.traced.ai.honeyhive.tck.application.Configured/renamed/name", "name-in-the-configuration");
        all.put("honeyhive.evaluation.pipeline.critique.evaluators", "manners,exact-match,number-support");
        all.put("honeyhive.evaluation.pipeline.critique.weight.manners", "3");
        all.put("honeyhive.evaluation.pipeline.critique.pass-mark", "0.7");
        all.put("honeyhive.evaluation.pipeline.courtesy.evaluators", "manners");
        all.put("honeyhive.evaluation.pipeline.courtesy.must-pass", "manners");
        all.put("honeyhive.evaluation.wait", "1s");
        return all;
    }

    private Map<String, String> tracing(URI console) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("otel.sdk.disabled", String.valueOf(this == OFF));
        if (this == DROPPED) {
            all.put("otel.traces.sampler", "always_off");
        }
        all.put("otel.service.name", "kit-" + path());
        all.put("otel.traces.exporter", "otlp");
        all.put("otel.metrics.exporter", "otlp");
        all.put("otel.metric.export.interval", "200");
        all.put("otel.exporter.otlp.metrics.protocol", "http/protobuf");
        all.put("otel.exporter.otlp.metrics.endpoint", MetricSink.shared().url() + "/v1/metrics");
        // The name that WildFly's exporter asks for: SmallRye's misses the last letter.
        all.put("otel.exporter.otlp.metric.endpoint", MetricSink.shared().url().toString());
        all.put("otel.logs.exporter", "none");
        all.put("otel.bsp.schedule.delay", "100");
        all.put("otel.exporter.otlp.protocol", "http/protobuf");
        all.put("otel.exporter.otlp.endpoint", console + "/sink");
        // SmallRye's own defaults for these two would beat the general keys.
        all.put("otel.exporter.otlp.traces.protocol", "http/protobuf");
        all.put("otel.exporter.otlp.traces.endpoint", console + "/sink/v1/traces");
        // The default tracer's key comes from the environment: HH_API_KEY.
        all.put("honeyhive.url", console.toString());
        all.put("honeyhive.source", "kit-" + path());
        all.put("honeyhive.session-name", "Kit " + path());
        all.put("honeyhive.export.delay", "50ms");
        all.put("honeyhive.propagation.hosts", "localhost");
        all.put("honeyhive.tracer.payments.api-key", Keys.PAYMENTS);
        all.put("honeyhive.tracer.payments.source", "kit-payments");
        return all;
    }

    /** What any application needs, as the text of a {@code microprofile-config.properties}. */
    public String tracingProperties(URI console) {
        return text(tracing(console));
    }

    /** The configuration of the kit's application as the text of a {@code microprofile-config.properties}. */
    public String properties(URI console) {
        return text(configuration(console));
    }

    private static String text(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
