/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import ai.honeyhive.microprofile.internal.call.GenAiAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Duration, tokens and time to the first chunk of calls of models, as the OpenTelemetry GenAI conventions 1.41 name and
 * divide them. Thread-safe; does not block.
 */
final class GenAiMetrics {

    static final String DURATION = "gen_ai.client.operation.duration";
    static final String TOKEN_USAGE = "gen_ai.client.token.usage";
    static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");

    static final List<Double> SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
    static final List<Long> TOKENS = List.of(
            1L,
            4L,
            16L,
            64L,
            256L,
            1_024L,
            4_096L,
            16_384L,
            65_536L,
            262_144L,
            1_048_576L,
            4_194_304L,
            16_777_216L,
            67_108_864L);

    private static final Set<String> OPERATIONS = Set.of("chat", "text_completion", "generate_content", "embeddings");
    private static final AttributeKey<String> FORMER_PROVIDER = stringKey("gen_ai.system");
    private static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
    private static final AttributeKey<Long> SERVER_PORT = longKey("server.port");

    /** Of how many kinds of calls the attributes are kept made: as many as an SDK keeps apart in an instrument. */
    private static final int MOST_KINDS = 2_000;

    private final DoubleHistogram duration;
    private final LongHistogram tokens;
    private final DoubleHistogram firstChunk;

    /** A caller waits while its call is measured, and to make the attributes again would be most of it. */
    private final ConcurrentMap<Kind, Labels> labels = new ConcurrentHashMap<>();

    /** What calls that are counted together have in common. */
    private record Kind(
            String operation,
            @Nullable String provider,
            @Nullable String requestModel,
            @Nullable String responseModel,
            @Nullable String serverAddress,
            @Nullable Long serverPort) {

        Attributes attributes() {
            AttributesBuilder attributes = Attributes.builder().put(GenAiAttributes.OPERATION_NAME, operation);
            put(attributes, GenAiAttributes.PROVIDER_NAME, provider);
            put(attributes, GenAiAttributes.REQUEST_MODEL, requestModel);
            put(attributes, GenAiAttributes.RESPONSE_MODEL, responseModel);
            put(attributes, SERVER_ADDRESS, serverAddress);
            put(attributes, SERVER_PORT, serverPort);
            return attributes.build();
        }
    }

    /** The attributes of a kind of calls, and of their tokens. */
    private record Labels(Attributes call, Attributes input, Attributes output) {

        Labels(Kind kind) {
            this(kind.attributes());
        }

        Labels(Attributes call) {
            this(call, with(call, TOKEN_TYPE, "input"), with(call, TOKEN_TYPE, "output"));
        }
    }

    /** The attributes of a span. */
    interface Values {
        <T> @Nullable T get(AttributeKey<T> key);
    }

    GenAiMetrics(Meter meter) {
        duration = seconds(meter, DURATION, "How long calls of models took").build();
        firstChunk = seconds(meter, TIME_TO_FIRST_CHUNK, "How long the first piece of streamed answers took")
                .build();
        LongHistogramBuilder usage = meter.histogramBuilder(TOKEN_USAGE)
                .ofLongs()
                .setUnit("{token}")
                .setDescription("How many input and output tokens calls of models used");
        Advice.give(Advice.LONG, usage, TOKENS);
        tokens = usage.build();
    }

    /** Whether this OpenTelemetry lets an instrument say which buckets it wants. */
    static boolean takesAdvice() {
        return Advice.DOUBLE != null;
    }

    private static DoubleHistogramBuilder seconds(Meter meter, String name, String description) {
        DoubleHistogramBuilder builder =
                meter.histogramBuilder(name).setUnit("s").setDescription(description);
        Advice.give(Advice.DOUBLE, builder, SECONDS);
        return builder;
    }

    /** Measures a call that has ended, if it is one of a model. */
    void measure(Values span, long nanos) {
        String operation = span.get(GenAiAttributes.OPERATION_NAME);
        if (operation == null || !OPERATIONS.contains(operation)) {
            return;
        }
        Labels all = labels(kind(operation, span));
        String error = span.get(GenAiAttributes.ERROR_TYPE);
        duration.record(
                (double) nanos / TimeUnit.SECONDS.toNanos(1),
                error == null ? all.call() : with(all.call(), GenAiAttributes.ERROR_TYPE, error));
        tokens(span.get(GenAiAttributes.INPUT_TOKENS), all.input());
        tokens(span.get(GenAiAttributes.OUTPUT_TOKENS), all.output());
        Double first = span.get(GenAiAttributes.TIME_TO_FIRST_CHUNK);
        if (first != null) {
            firstChunk.record(first, all.call());
        }
    }

    private void tokens(@Nullable Long count, Attributes labels) {
        if (count != null) {
            tokens.record(count, labels);
        }
    }

    private static Kind kind(String operation, Values span) {
        String provider = span.get(GenAiAttributes.PROVIDER_NAME);
        return new Kind(
                operation,
                provider == null ? span.get(FORMER_PROVIDER) : provider,
                span.get(GenAiAttributes.REQUEST_MODEL),
                span.get(GenAiAttributes.RESPONSE_MODEL),
                span.get(SERVER_ADDRESS),
                span.get(SERVER_PORT));
    }

    private Labels labels(Kind kind) {
        Labels known = labels.get(kind);
        if (known == null) {
            known = new Labels(kind);
            if (labels.size() < MOST_KINDS) {
                labels.put(kind, known);
            }
        }
        return known;
    }

    private static <T> void put(AttributesBuilder attributes, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            attributes.put(key, value);
        }
    }

    private static Attributes with(Attributes call, AttributeKey<String> key, String value) {
        return call.toBuilder().put(key, value).build();
    }

    /** Advice on the bounds of buckets: OpenTelemetry has it since 1.32, and we compile against 1.29. */
    private static final class Advice {

        static final @Nullable MethodHandle DOUBLE = find(DoubleHistogramBuilder.class);
        static final @Nullable MethodHandle LONG = find(LongHistogramBuilder.class);

        private static @Nullable MethodHandle find(Class<?> builder) {
            try {
                return MethodHandles.publicLookup()
                        .findVirtual(
                                builder,
                                "setExplicitBucketBoundariesAdvice",
                                MethodType.methodType(builder, List.class));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        static void give(@Nullable MethodHandle advice, Object builder, List<?> bounds) {
            if (advice != null) {
                try {
                    advice.invoke(builder, bounds);
                } catch (Throwable e) {
                    // The buckets are the server's, then.
                }
            }
        }
    }
}
