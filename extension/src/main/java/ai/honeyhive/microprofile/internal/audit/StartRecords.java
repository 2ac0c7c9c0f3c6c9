/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.audit;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** How the application is configured when it starts: names and origins, and the values of what is no secret. */
final class StartRecords {

    /** What else stands there is a mistake, and might be a secret. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z_-]{1,20}");

    private final HoneyHiveConfig settings;
    private final Config config;
    private final AuditLog log;

    StartRecords(HoneyHiveConfig settings, Config config, AuditLog log) {
        this.settings = settings;
        this.config = config;
        this.log = log;
    }

    List<AuditEvent> all() {
        List<AuditEvent> events = new ArrayList<>();
        Map<String, String> origins = settings.origins();
        AuditEvent.Builder loaded =
                AuditEvent.of(AuditEventType.CONFIG_LOADED, Outcome.SUCCESS).target("honeyhive");
        origins.forEach(loaded::detail);
        events.add(loaded.build());
        origins.keySet().stream()
                .filter(name -> name.startsWith("honeyhive.traced.") && name.matches(".*/(inputs|output)"))
                .forEach(name -> events.add(override(name)));
        for (TracerConfig tracer : settings.tracers().values()) {
            if (tracer.active()) {
                active(tracer, events);
            } else if (tracer.key() != null ? !tracer.allowed() : tracer.enabled()) {
                events.add(AuditEvent.of(AuditEventType.TRACER_REJECTED, Outcome.DENIED)
                        .target(AuditTrail.shown(tracer.name()))
                        .reason(tracer.key() == null ? "it has no key" : "its address has no TLS")
                        .build());
            }
        }
        return events;
    }

    private AuditEvent override(String name) {
        String text = config.getOptionalValue(name, String.class).orElse("");
        return AuditEvent.of(AuditEventType.CAPTURE_CHANGED, Outcome.SUCCESS)
                .target(name)
                .detail("value", WORD.matcher(text).matches() ? text : "not usable")
                .build();
    }

    /** A tracer that records, from the start or from now on. */
    void active(TracerConfig tracer, List<AuditEvent> events) {
        String name = AuditTrail.shown(tracer.name());
        CallSettings capture = tracer.capture();
        events.add(AuditEvent.of(AuditEventType.CAPTURE_CHANGED, Outcome.SUCCESS)
                .target(name)
                .detail("content", word(capture.content()))
                .detail("on_span", String.valueOf(capture.onSpan()))
                .detail("redaction", String.valueOf(settings.redaction()))
                .detail("foreign_spans", word(settings.foreignSpans()))
                .build());
        events.add(sampling(name, tracer.sampling()));
        if (tracer.plaintext()) {
            events.add(AuditEvent.of(AuditEventType.PLAINTEXT_ALLOWED, Outcome.SUCCESS)
                    .target(tracer.url().toString())
                    .detail("tracer", name)
                    .build());
        }
        ApiKey key = tracer.key();
        if (key != null) {
            events.add(AuditEvent.of(AuditEventType.TRACER_STARTED, Outcome.SUCCESS)
                    .target(name)
                    .detail("url", tracer.url().toString())
                    .detail("project", tracer.project())
                    .detail("source", tracer.source())
                    .build());
            events.add(keyUsed(name, key, log.fingerprint(key.revealForHeader())));
        }
    }

    private static AuditEvent sampling(String tracer, SamplingConfig sampling) {
        AuditEvent.Builder event = AuditEvent.of(AuditEventType.SAMPLING_CHANGED, Outcome.SUCCESS)
                .target(tracer)
                .detail("strategy", word(sampling.strategy()));
        if (sampling.strategy() != SamplingConfig.Strategy.KEEP_ALL) {
            new TreeMap<>(sampling.rates()).forEach((type, rate) -> event.detail("rate." + type, String.valueOf(rate)));
            sampling.rules().forEach(rule -> event.detail("rule." + rule.name(), rule.sampled()));
            event.detail("keep_errors", String.valueOf(sampling.keepErrors()));
        }
        return event.build();
    }

    static AuditEvent keyUsed(String tracer, ApiKey key, String fingerprint) {
        return AuditEvent.of(AuditEventType.KEY_USED, Outcome.SUCCESS)
                .target(key.masked())
                .detail("tracer", tracer)
                .detail("fingerprint", fingerprint)
                .build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
