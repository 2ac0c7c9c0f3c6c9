/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What engine and workers agree on: topics, headers, clients. */
final class Wire {

    static final String RUN = "honeyhive-run";
    static final String JUDGED_BY = "honeyhive-judged-by";

    /** On an answer that is none: why the worker did not take the case. */
    static final String REFUSED = "honeyhive-refused";

    static final String TOO_LARGE =
            "raise 'max.request.size' in the client settings, and 'max.message.bytes' of both topics";

    private Wire() {}

    static String requests(String topic) {
        return topic + "-requests";
    }

    static String results(String topic) {
        return topic + "-results";
    }

    static String resultsOf(String requests) {
        return requests.replaceFirst("-requests$", "-results");
    }

    static Map<String, Object> producer(Map<String, ?> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", StringSerializer.class);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        return settings;
    }

    static Map<String, Object> consumer(Map<String, ?> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("key.deserializer", StringDeserializer.class);
        settings.put("value.deserializer", StringDeserializer.class);
        settings.put("enable.auto.commit", false);
        return settings;
    }

    static Map<String, Object> checked(Map<String, ?> client) {
        if (!client.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "the Kafka settings have no 'bootstrap.servers', such as Map.of(\"bootstrap.servers\", \"kafka:9092\")");
        }
        return Map.copyOf(client);
    }

    static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable String get(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The caller's trace, in the form that the process's OpenTelemetry is set to. */
    static void inject(Headers headers) {
        propagator().inject(Context.current(), headers, (carrier, name, value) -> {
            if (carrier != null) {
                put(carrier, name, value);
            }
        });
    }

    static Context extract(Headers headers) {
        return propagator().extract(Context.root(), headers, HeaderGetter.INSTANCE);
    }

    private static TextMapPropagator propagator() {
        return GlobalOpenTelemetry.getPropagators().getTextMapPropagator();
    }

    private enum HeaderGetter implements TextMapGetter<Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Headers carrier) {
            List<String> keys = new ArrayList<>();
            carrier.forEach(header -> keys.add(header.key()));
            return keys;
        }

        @Override
        public @Nullable String get(@Nullable Headers carrier, String name) {
            return carrier == null ? null : Wire.get(carrier, name);
        }
    }
}
