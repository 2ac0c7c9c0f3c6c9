/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import java.util.Set;

/** Attributes that steer HoneyHive and are not shown to users. */
final class ProtocolAttributes {
    private static final Set<String> TOP_LEVEL = Set.of(
            "honeyhive.session_id",
            "honeyhive.session_auto_create",
            "honeyhive.session_name",
            "honeyhive.source",
            "honeyhive.project",
            "honeyhive.parent_id",
            "honeyhive.event_type",
            "honeyhive_event_name",
            "honeyhive_event_id",
            "honeyhive_source",
            "honeyhive_project",
            "honeyhive_error");

    private ProtocolAttributes() {}

    static boolean isTopLevel(String key) {
        return TOP_LEVEL.contains(key);
    }
}
