/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The line that tells at start what is sent where. */
final class StartUpLine {

    private StartUpLine() {}

    static String of(HoneyHiveConfig config) {
        if (!config.enabled()) {
            return "HoneyHive is off (" + ConfigKeys.ENABLED.fullName()
                    + "=false): nothing is recorded until it is true";
        }
        String tracers = config.tracers().values().stream()
                .filter(tracer -> tracer.active() || !tracer.name().isEmpty())
                .map(StartUpLine::tracer)
                .collect(Collectors.joining("; "));
        if (config.tracers().values().stream().noneMatch(TracerConfig::active)) {
            return "HoneyHive records nothing: no tracer has a key and a destination";
        }
        return "HoneyHive records " + tracers + "; redaction " + (config.redaction() ? "on" : "OFF")
                + (config.annotations() ? "" : "; annotations off") + "; foreign spans: "
                + config.foreignSpans().name().toLowerCase(Locale.ROOT)
                + (config.usesDevConsole()
                        ? ". There is no key, and a console runs on this machine: look at "
                                + config.tracer("").url()
                        : "");
    }

    static String tracer(TracerConfig tracer) {
        String name = tracer.name().isEmpty() ? "" : "tracer " + tracer.name() + ' ';
        if (!tracer.active()) {
            return name + "not at all";
        }
        return name + "to " + tracer.url() + " with key " + tracer.key() + ", project "
                + (tracer.project().isEmpty() ? "that of the key" : tracer.project()) + ", source " + tracer.source()
                + ", "
                + captured(tracer.capture()) + ", " + sampled(tracer.sampling());
    }

    private static String sampled(SamplingConfig sampling) {
        return sampling.strategy() == SamplingConfig.Strategy.KEEP_ALL
                ? "all traces kept"
                : "traces sampled by class: "
                        + new TreeMap<>(sampling.rates())
                                .entrySet().stream()
                                        .map(rate -> rate.getKey() + ' ' + rate.getValue())
                                        .collect(Collectors.joining(", "));
    }

    private static String captured(CallSettings capture) {
        String what =
                switch (capture.content()) {
                    case FULL -> "arguments and results captured";
                    case METADATA -> "arguments and results captured where the annotation says so";
                    case NONE -> "no arguments or results captured";
                };
        return what + (capture.onSpan() ? ", on the shared span too" : ", for HoneyHive only");
    }
}
