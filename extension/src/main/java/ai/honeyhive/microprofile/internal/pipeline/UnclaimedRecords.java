/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.call.UnclaimedCall;
import ai.honeyhive.microprofile.internal.call.Version;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Our own record of a call that no span processor saw, with what stands in for the SDK's resource and scope. */
final class UnclaimedRecords {

    /** As the interceptor names its tracer. */
    private static final String SCOPE = "ai.honeyhive.microprofile";

    private static final String UNKNOWN = "honeyhive-service";

    /** In the order of HoneyHive's SDKs; MicroProfile Config finds {@code OTEL_SERVICE_NAME} and its like by these. */
    private static final List<String> SERVICE_NAMES =
            List.of("otel.service.name", "hh.service.name", "service.name", "quarkus.application.name");

    private UnclaimedRecords() {}

    static SpanRecord of(UnclaimedCall unclaimed, Config config, String project) {
        TracedCall call = unclaimed.call();
        Throwable error = unclaimed.error();
        boolean failed = error != null || call.failed();
        return new SpanRecord(
                unclaimed.span(),
                unclaimed.parent(),
                unclaimed.name(),
                unclaimed.kind(),
                unclaimed.startEpochNanos(),
                unclaimed.endEpochNanos(),
                unclaimed.attributes(),
                CallContent.of(call, call.session()),
                error == null ? List.of() : List.of(Thrown.event(error, unclaimed.endEpochNanos())),
                Records.links(call),
                failed ? StatusCode.ERROR : StatusCode.UNSET,
                error == null ? "" : Thrown.message(error),
                0,
                scope(),
                resource(config, project),
                failed || call.importance() == Importance.CRITICAL);
    }

    /** An answer that is to be judged, and is no span. */
    static SpanRecord ofAnswer(Attributes content, long nanos) {
        return new SpanRecord(
                SpanContext.getInvalid(),
                SpanContext.getInvalid(),
                "",
                SpanKind.INTERNAL,
                0,
                nanos,
                Attributes.empty(),
                content,
                List.of(),
                List.of(),
                StatusCode.UNSET,
                "",
                0,
                scope(),
                Attributes.empty(),
                false);
    }

    private static SpanRecord.Scope scope() {
        return new SpanRecord.Scope(SCOPE, Version.current(), "");
    }

    private static Attributes resource(Config config, String project) {
        return Attributes.builder()
                .put("service.name", serviceName(config).orElse(project.isEmpty() ? UNKNOWN : project))
                .build();
    }

    private static Optional<String> serviceName(Config config) {
        for (String key : SERVICE_NAMES) {
            Optional<String> name = config.getOptionalValue(key, String.class).filter(text -> !text.isBlank());
            if (name.isPresent()) {
                return name;
            }
        }
        return fromResourceAttributes(config);
    }

    private static Optional<String> fromResourceAttributes(Config config) {
        String attributes = config.getOptionalValue("otel.resource.attributes", String.class)
                .orElse("");
        for (String attribute : attributes.split(",", -1)) {
            if (attribute.strip().startsWith("service.name=")) {
                return Optional.of(attribute.strip().substring("service.name=".length()));
            }
        }
        return Optional.empty();
    }
}
