/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * Lets what a task traces join the session of its case, and so the run: by the entry of the baggage that
 * {@code honeyhive-extension} reads, here and behind calls of other services. Nothing where OpenTelemetry is absent.
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
    static Entered enter(String sessionId) {
        return POSSIBLE ? OpenTelemetry.enter(sessionId) : () -> {};
    }

    private static boolean isPossible() {
        try {
            OpenTelemetry.enter("probe").close();
            return true;
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Apart, since it cannot be loaded where the API is absent. */
    private static final class OpenTelemetry {

        @SuppressWarnings("MustBeClosedChecker")
        static Entered enter(String sessionId) {
            Context context = Context.current();
            Baggage baggage = Baggage.fromContext(context).toBuilder()
                    .put(ENTRY, sessionId)
                    .build();
            Scope scope = context.with(baggage).makeCurrent();
            return scope::close;
        }
    }
}
