/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spans of model calls, about 5 KB each on the wire, all different, the same in each run. */
final class SampleSpans {

    /** As many spans as a batch of either exporter has. */
    static final int BATCH = 512;

    static final AttributeKey<String> PROMPT = AttributeKey.stringKey("honeyhive_inputs.chat_history");
    static final AttributeKey<String> COMPLETION = AttributeKey.stringKey("honeyhive_outputs.content");

    private static final String[] WORDS =
            ("the contract ends with the agreed term unless both parties renew it in writing "
                            + "before that day employees who have worked here for more than two years get one month of notice which "
                            + "grows to two months after five years and three after eight a probation period of at most six months "
                            + "may be agreed during which two weeks are enough holiday that is left when the contract ends must be "
                            + "taken or paid sickness beyond six weeks is paid by the insurance not by us ask your manager first "
                            + "then the personnel office keep copies of each letter and note the date of its receipt questions "
                            + "about overtime travel expenses parental leave and training have chapters of their own see sources "
                            + "answer: \"yes\", according to § 622 (2) no. 1; otherwise 42 days, 2,400 EUR or 12.5 %\n")
                    .split(" ");

    private SampleSpans() {}

    static List<SpanData> batch() {
        Collecting collecting = new Collecting();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "assistant")))
                .addSpanProcessor(collecting)
                .build()) {
            var tracer = provider.get("benchmarks", "1");
            Random random = new Random(20261101);
            for (int i = 0; i < BATCH; i++) {
                tracer.spanBuilder("chat gpt-4o-mini")
                        .setSpanKind(SpanKind.CLIENT)
                        .setAllAttributes(attributes(random))
                        .startSpan()
                        .end();
            }
        }
        return collecting.spans;
    }

    private static Attributes attributes(Random random) {
        return Attributes.builder()
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", "openai")
                .put("gen_ai.request.model", "gpt-4o-mini")
                .put("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
                .put("gen_ai.response.id", "chatcmpl-" + Long.toHexString(random.nextLong()))
                .put("gen_ai.usage.input_tokens", 600L + random.nextInt(100))
                .put("gen_ai.usage.output_tokens", 300L + random.nextInt(100))
                .put("honeyhive.source", "production")
                .put("honeyhive_event_type", "model")
                .put(PROMPT, prose(random, 3000))
                .put(COMPLETION, prose(random, 1550))
                .build();
    }

    private static String prose(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private static final class Collecting implements SpanProcessor {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
