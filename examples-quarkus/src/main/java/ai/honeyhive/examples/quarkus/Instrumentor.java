/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import io.opentelemetry.api.trace.Tracer;
import io.quarkiverse.langchain4j.cost.CostEstimatorService;
import io.quarkiverse.langchain4j.runtime.listeners.ChatModelSpanContributor;
import io.quarkiverse.langchain4j.runtime.listeners.SpanChatModelListener;
import io.quarkus.arc.All;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * quarkus-langchain4j's own spans of a model call, where {@code honeyhive.annotations.enabled=false} has the annotations make none.
 * Both would tell of the same call twice, and its tokens would count twice.
 */
@Singleton
public class Instrumentor {

    @Produces
    @Singleton
    @LookupIfProperty(name = "honeyhive.annotations.enabled", stringValue = "false")
    ChatModelListener spans(
            Tracer tracer, CostEstimatorService costs, @All List<ChatModelSpanContributor> contributors) {
        return new SpanChatModelListener(tracer, costs, contributors);
    }
}
