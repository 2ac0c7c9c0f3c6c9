/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What became of the runs of pipelines that were due. It always adds up: {@code due = evaluated + notJudged + failed + dropped +
 * running}.
 *
 * @param due the runs that were due, by sampling
 * @param evaluated those in which at least one evaluator judged
 * @param notJudged those in which there was nothing to judge: everything was skipped or abstained
 * @param failed those in which nothing was judged and at least one evaluator failed, or was too late
 * @param dropped those that did not take place, by reason
 * @param running those that wait or run
 * @param late results that came after their event had left, and followed it
 */
public record EvaluationAccount(
        long due, long evaluated, long notJudged, long failed, Map<Reason, Long> dropped, long running, long late) {

    /** Why a run did not take place. */
    public enum Reason {
        /** More waited for their scores than {@code honeyhive.evaluation.queue-bytes} holds. */
        QUEUE_FULL("too many waited"),
        /** The application was shut down. */
        SHUTDOWN("shut down first"),
        /** Something failed in this library. */
        FAULT("could not be evaluated");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason as it is counted: lower case, with dashes. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** An immutable copy. */
    public EvaluationAccount {
        dropped = Map.copyOf(dropped);
    }

    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The account in one line. */
    public String line() {
        StringJoiner reasons = new StringJoiner(", ", " (", ")").setEmptyValue("");
        new TreeMap<>(dropped).forEach((reason, count) -> reasons.add(count + " " + reason.text));
        return due + " evaluations = " + evaluated + " done + " + notJudged + " with nothing to judge + " + failed
                + " failed + " + droppedTotal() + " dropped" + reasons + " + " + running + " running; " + late
                + " came after their event";
    }
}
