/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.call.HoneyHiveAttributes;
import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import ai.honeyhive.microprofile.internal.evaluate.Scored;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.pipeline.event.Errors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What has come of a part of a trace so far, as far as that may keep it whatever its class. Guarded by the sampler. */
final class Outcome {

    private static final String PASSED = "_passed";

    /** Where feedback has an f: to compare from the start is long for what is about inputs, outputs and metadata. */
    private static final int TELLING = "honeyhive_".length();

    private static final Set<String> HTTP_STATUS = Set.of("http.response.status_code", "http.status_code");

    private final SamplingConfig config;
    private final BiConsumer<AttributeKey<?>, Object> reader = this::read;
    private boolean failed;
    private boolean feedback;
    private boolean lowScore;
    private boolean slow;
    private long longestNanos;
    private @Nullable String longest;
    private boolean ended;

    Outcome(SamplingConfig config) {
        this.config = config;
    }

    void begin() {
        failed = false;
        feedback = false;
        lowScore = false;
        slow = false;
        longestNanos = 0;
        longest = null;
        ended = false;
    }

    void add(SpanRecord record) {
        failed |= Errors.failed(record.status(), Errors.exception(record.events()));
        record.attributes().forEach(reader);
        record.content().forEach(reader);
        lowScore |= config.keepsByScore() && hasLowScore(record.content());
        long nanos = record.endEpochNanos() - record.startEpochNanos();
        if (nanos >= longestNanos) {
            longestNanos = nanos;
            if (config.slowerThanPercentile() != null) {
                longest = record.name();
            }
        }
    }

    void add(Scored scores) {
        lowScore |= isBelow(scores.lowest()) || (config.keepFailedEvaluations() && scores.failed());
    }

    /** The part has ended: compares it with others of its operation, once. */
    void ended(@Nullable SlowOperations operations) {
        if (operations != null && longest != null && !ended) {
            slow = operations.isSlow(longest, longestNanos);
        }
        ended = true;
    }

    /** What keeps the part, in a word; {@code null} for nothing. */
    @Nullable
    String reason() {
        if (failed && config.keepErrors()) {
            return "error";
        }
        if (feedback && config.keepFeedback()) {
            return "feedback";
        }
        if (lowScore) {
            return "score";
        }
        Duration limit = config.slowerThan();
        return slow || (limit != null && longestNanos > limit.toNanos()) ? "slow" : null;
    }

    /** What a quality gate has found, which stands on the call already: a score that comes with a verdict. */
    private boolean hasLowScore(Attributes content) {
        boolean[] found = new boolean[1];
        content.forEach((key, value) -> {
            String name = key.getKey();
            if (value instanceof Boolean passed
                    && name.startsWith(HoneyHiveAttributes.METRICS)
                    && name.endsWith(PASSED)) {
                String score = name.substring(0, name.length() - PASSED.length());
                found[0] |= !passed && config.keepFailedEvaluations();
                found[0] |= isBelow(content.get(AttributeKey.doubleKey(score)));
            }
        });
        return found[0];
    }

    private boolean isBelow(@Nullable Double score) {
        Double limit = config.scoreBelow();
        return limit != null && score != null && score < limit;
    }

    private void read(AttributeKey<?> key, Object value) {
        String name = key.getKey();
        if (name.length() > TELLING && name.charAt(TELLING) == 'f' && name.startsWith(HoneyHiveAttributes.FEEDBACK)) {
            // What would have been right is known beforehand, and is nobody's opinion of the answer.
            feedback |= !key.equals(HoneyHiveAttributes.GROUND_TRUTH);
        } else if (value instanceof Long status && status >= 500) {
            failed |= HTTP_STATUS.contains(name);
        }
    }
}
