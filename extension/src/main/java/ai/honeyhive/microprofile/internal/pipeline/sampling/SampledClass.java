/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import ai.honeyhive.microprofile.internal.export.TraceShare;
import io.opentelemetry.api.trace.SpanContext;

/**
 * A class of traces and the share of them that is kept. What may be decided by it is made beforehand: most traces are left
 * out, and nothing is made for them. Its name and rate are immutable, its count is guarded by the sampler.
 */
final class SampledClass {

    /** Why a trace is kept or not where nothing but its class says so. */
    static final String REASON = "class";

    private final String name;
    private final double rate;
    private final Decision kept;
    private final Decision leftOut;

    /** How many parts of traces were left out by it, counted here because to find a count by its decision costs as much again. */
    long leftOutCount;

    SampledClass(String name, double rate) {
        this.name = name;
        this.rate = rate;
        this.kept = new Decision(true, REASON, name, rate);
        this.leftOut = new Decision(false, REASON, name, rate);
    }

    String name() {
        return name;
    }

    double rate() {
        return rate;
    }

    Decision leftOut() {
        return leftOut;
    }

    /** The decision on a trace, which is the same in every process. */
    Decision decide(SpanContext span) {
        return TraceShare.includes(span, rate) ? kept : leftOut;
    }
}
