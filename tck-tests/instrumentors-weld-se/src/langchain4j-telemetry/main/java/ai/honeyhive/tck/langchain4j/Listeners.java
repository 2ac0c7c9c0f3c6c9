/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import com.arize.instrumentation.OITracer;
import com.arize.instrumentation.TraceConfig;
import com.arize.instrumentation.langchain4j.LangChain4jModelListener;
import dev.langchain4j.cdi.telemetry.SpanChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.observation.listener.ObservationChatModelListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The listeners by which plain LangChain4j is traced, each set up as its own documentation says. */
@ApplicationScoped
public class Listeners {

    @Inject
    OpenTelemetry openTelemetry;

    @Inject
    SpanChatModelListener ofLangChain4jCdi;

    ChatModelListener of(String instrumentor) {
        return switch (instrumentor) {
            case "cdi" -> ofLangChain4jCdi;
            case "observation" -> new ObservationChatModelListener(observations(), new SimpleMeterRegistry());
            case "openinference" ->
                new LangChain4jModelListener(
                        new OITracer(openTelemetry.getTracer("com.arize.langchain4j"), TraceConfig.getDefault()));
            default -> throw new IllegalArgumentException("No instrumentor: " + instrumentor);
        };
    }

    private ObservationRegistry observations() {
        ObservationRegistry registry = ObservationRegistry.create();
        OtelTracer tracer =
                new OtelTracer(openTelemetry.getTracer("micrometer"), new OtelCurrentTraceContext(), event -> {});
        registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        return registry;
    }
}
