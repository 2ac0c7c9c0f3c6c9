/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A record that waits for its scores, and goes without those that come too late. Guarded by itself. */
final class Held {

    final String tracer;
    final List<Plan> plans;
    final long bytes;
    final long deadline;

    private @Nullable SpanRecord record;
    private final AttributesBuilder scores = Attributes.builder();
    private final @Nullable Consumer<Scored> back;
    private int open;
    private boolean begun;
    private boolean gone;
    private double lowest = Double.POSITIVE_INFINITY;
    private boolean failed;

    /** Not guarded: whoever sends what has come back tells it from outside. */
    private volatile long number;

    private String eventId = "";

    /**
     * @param back gets the record instead of the outlet, {@code null} for nobody
     */
    Held(
            String tracer,
            SpanRecord record,
            List<Plan> plans,
            long bytes,
            long deadline,
            @Nullable Consumer<Scored> back) {
        this.back = back;
        this.tracer = tracer;
        this.record = record;
        this.plans = plans;
        this.bytes = bytes;
        this.deadline = deadline;
        this.open = plans.size();
    }

    /** The runs begin now; the record, or {@code null} if it has been given up. */
    synchronized @Nullable SpanRecord begin() {
        begun = true;
        return record;
    }

    /** The runs shall not begin any more; how many that are, 0 if they have begun. */
    synchronized int abandon() {
        if (begun) {
            return 0;
        }
        int left = open;
        open = 0;
        record = null;
        return left;
    }

    /** The record, {@code null} once nobody needs it any more. */
    synchronized @Nullable SpanRecord record() {
        return record;
    }

    /** What a run has come to, before it is told that it has ended. */
    synchronized void note(List<Evaluation> evaluations) {
        for (Evaluation evaluation : evaluations) {
            lowest = Math.min(lowest, evaluation.score().orElse(Double.POSITIVE_INFINITY));
            failed |= evaluation.status() == Evaluation.Status.FAIL;
        }
    }

    /** One run has ended. */
    synchronized void done(Attributes results, Outlet outlet) {
        open--;
        if (!gone) {
            scores.putAll(results);
            if (open == 0) {
                leave(outlet);
            }
        } else if (number > 0 && !results.isEmpty()) {
            outlet.follow(tracer, number, eventId, results);
        }
        if (open == 0) {
            record = null;
        }
    }

    /** The record goes with what there is by now; false if it had gone before. */
    synchronized boolean release(Outlet outlet) {
        if (gone) {
            return false;
        }
        // By this id the scores that are still to come find the event.
        SpanRecord leaving = record;
        String known = leaving == null ? null : leaving.content().get(HoneyHiveAttributes.EVENT_ID);
        eventId = known == null ? UUID.randomUUID().toString() : known;
        scores.put(HoneyHiveAttributes.EVENT_ID, eventId);
        leave(outlet);
        return true;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /** The runs that have not ended. */
    synchronized int open() {
        return open;
    }

    private void leave(Outlet outlet) {
        gone = true;
        SpanRecord leaving = record;
        if (leaving != null) {
            Attributes content =
                    leaving.content().toBuilder().putAll(scores.build()).build();
            SpanRecord scored = leaving.withContent(leaving.attributes(), content);
            if (back == null) {
                number = outlet.send(tracer, scored);
            } else {
                back.accept(new Scored(scored, lowest, failed, sent -> number = sent));
            }
        }
    }
}
