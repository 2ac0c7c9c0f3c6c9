/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.event;

import io.opentelemetry.api.common.Attributes;
import java.util.List;

/**
 * What HoneyHive may know of the resource. Its ingestion merges the resource into every event, so a GenAI attribute
 * there would classify them all; and a server may put the whole command line there, passwords included.
 */
final class ResourceAttributes {

    private static final List<String> KEPT_BACK = List.of(
            "process.command",
            "gen_ai.",
            "llm.",
            "openinference.",
            "traceloop.",
            "input.",
            "output.",
            "agent_name",
            "honeyhive_event");

    private ResourceAttributes() {}

    static Attributes forHoneyHive(Attributes resource) {
        return holdsNone(resource)
                ? resource
                : resource.toBuilder().removeIf(key -> isKeptBack(key.getKey())).build();
    }

    private static boolean holdsNone(Attributes resource) {
        return resource.asMap().keySet().stream().noneMatch(key -> isKeptBack(key.getKey()));
    }

    private static boolean isKeptBack(String name) {
        return KEPT_BACK.stream().anyMatch(name::startsWith);
    }
}
