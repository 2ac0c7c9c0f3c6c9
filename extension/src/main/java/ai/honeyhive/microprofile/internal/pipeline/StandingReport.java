/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.pipeline.sampling.TraceSampler;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a tracer stands, as JSON for a local console: what health data and metrics tell, and what sampling has decided. Names
 * and counts only.
 */
final class StandingReport implements BiFunction<Account, Attributes, String> {

    private static final int LONGEST = 300;
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final HoneyHiveRuntime runtime;
    private final String tracer;

    /** Where the resource names no instance. */
    private final String thisOne = UUID.randomUUID().toString();

    StandingReport(HoneyHiveRuntime runtime, String tracer) {
        this.runtime = runtime;
        this.tracer = tracer;
    }

    @Override
    public String apply(Account account, Attributes resource) {
        TracerConfig config = runtime.config().tracer(tracer);
        Map<String, Object> json = new TreeMap<>();
        text(json, "tracer", tracer);
        text(json, "project", config.project());
        text(json, "source", config.source());
        text(json, "service", resource.get(SERVICE));
        String instance = resource.get(INSTANCE);
        text(json, "instance", instance == null ? thisOne : instance);
        json.put("state", runtime.isClosed() ? "stopped" : account.failing() ? "failing" : "delivering");
        json.put("sees_spans", runtime.seesSpans());
        text(json, "why_directly", runtime.whyDirectly());
        json.put("produced", account.produced());
        json.put("delivered", account.delivered());
        json.put("sampled_out", account.sampledOut());
        json.put("queued", account.queued() + account.inFlight());
        json.put("queued_bytes", account.queuedBytes());
        json.put("queue_bytes", config.export().queueBytes());
        json.put("requests", account.requests());
        json.put("retries", account.retries());
        Map<String, Object> dropped = new TreeMap<>();
        account.dropped().forEach((reason, count) -> dropped.put(reason.name().toLowerCase(Locale.ROOT), count));
        json.put("dropped", dropped);
        json.put("dropped_before", runtime.tallies());
        if (account.lastFailure() != null) {
            json.put("last_failure", account.lastFailure().toEpochMilli());
            text(json, "last_failure_reason", account.lastFailureReason());
        }
        SamplingConfig sampling = config.sampling();
        json.put("strategy", sampling.strategy().name().toLowerCase(Locale.ROOT));
        TraceSampler sampler = runtime.sampling().of(tracer);
        if (sampler != null) {
            json.put("rates", new TreeMap<>(sampling.rates()));
            json.put("decisions", sampler.decisions());
        }
        return JsonText.of(json);
    }

    private static void text(Map<String, Object> json, String name, @Nullable String text) {
        json.put(name, text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST)));
    }
}
