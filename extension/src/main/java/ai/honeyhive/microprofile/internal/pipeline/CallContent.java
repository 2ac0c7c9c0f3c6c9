/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.call.ExperimentCase;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.call.Session;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.pipeline.event.EventMapper;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** What goes to HoneyHive only: the content of a call, if it is one, the session, and the row of an experiment. */
final class CallContent {

    private CallContent() {}

    static Attributes of(@Nullable TracedCall call, Session session) {
        AttributesBuilder content = call == null ? Attributes.builder() : call.content();
        content.put(EventMapper.SESSION_ID, session.id());
        String name = session.name();
        if (name != null) {
            content.put(EventMapper.SESSION_NAME, name);
        }
        ExperimentCase row = session.experimentCase();
        if (row != null) {
            content.put(HoneyHiveAttributes.RUN_ID, row.runId());
            content.put(HoneyHiveAttributes.DATASET_ID, row.datasetId());
            content.put(HoneyHiveAttributes.DATAPOINT_ID, row.datapointId());
        }
        return content.build();
    }
}
