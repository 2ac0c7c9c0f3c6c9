/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells once, for each entrance, that it is in use and what that means. */
final class Entrances {

    private static final Logger LOG = Logger.getLogger(Entrances.class.getPackageName());

    private final AtomicBoolean processor = new AtomicBoolean();
    private final AtomicBoolean fallback = new AtomicBoolean();
    private volatile boolean processorInstalled;

    void installedProcessor() {
        processorInstalled = true;
    }

    void usedProcessor() {
        if (!processor.get() && processor.compareAndSet(false, true)) {
            LOG.info("HoneyHive receives traced calls through the OpenTelemetry SDK of the server, together with the"
                    + " spans that honeyhive.spans.foreign asks for.");
        }
    }

    void usedFallback() {
        if (!fallback.get() && fallback.compareAndSet(false, true)) {
            LOG.info(
                    () -> "HoneyHive receives traced calls directly, since the OpenTelemetry SDK of the server does not"
                            + " hand them over: " + reason() + ". Spans of other libraries are not seen this way.");
        }
    }

    /** Whether traced calls come with the spans of the server and of other libraries. */
    boolean seesSpans() {
        return processor.get();
    }

    /** Why traced calls come directly, {@code null} while none did. */
    @Nullable
    String whyDirectly() {
        return fallback.get() ? reason() : null;
    }

    private String reason() {
        return processorInstalled
                ? "the span was sampled away (otel.traces.sampler), or this application's SDK did not make it"
                : "telemetry is off (otel.sdk.disabled, true by default in MicroProfile), or the server runs one SDK for"
                        + " all applications and ignores theirs (Open Liberty does where OTEL_SDK_DISABLED is set as an"
                        + " environment variable or system property), or it has no OpenTelemetry";
    }
}
