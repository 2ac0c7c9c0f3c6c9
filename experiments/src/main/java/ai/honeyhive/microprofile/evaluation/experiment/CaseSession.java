/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;

/**
 * Lets what a task traces join the session of its case, and carry the ids of run, dataset and row: by the entries of the
 * baggage that {@code honeyhive-extension} reads, here and behind calls of other services; the ids under the names of
 * HoneyHive's Python SDK. Nothing where OpenTelemetry is absent.
 */
final class CaseSession {

    private static final String ENTRY = "honeyhive.session_id";
    private static final boolean POSSIBLE = isPossible();

    private CaseSession() {}

    /** What {@link #enter} has made current. */
    interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    @SuppressWarnings("MustBeClosedChecker") // By whoever enters.
    static Entered enter(String sessionId, Case row) {
        return POSSIBLE
                ? OpenTelemetry.enter(Map.of(
                        ENTRY,
                        sessionId,
                        "run_id",
                        row.runId(),
                        "dataset_id",
                        row.datasetId(),
                        "datapoint_id",
                        row.datapoint().id()))
                : () -> {};
    }

    private static boolean isPossible() {
        try {
            OpenTelemetry.enter(Map.of()).close();
            return true;
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Apart, since it cannot be loaded where the API is absent. */
    private static final class OpenTelemetry {

        @SuppressWarnings("MustBeClosedChecker")
        static Entered enter(Map<String, String> entries) {
            Context context = Context.current();
            BaggageBuilder baggage = Baggage.fromContext(context).toBuilder();
            entries.forEach(baggage::put);
            Scope scope = context.with(baggage.build()).makeCurrent();
            return scope::close;
        }
    }
}
