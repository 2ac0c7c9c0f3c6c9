/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.spi;

import org.jspecify.annotations.Nullable;

/**
 * Gives requests a class for sampling by what only the application knows: the customer's contract say. Found as CDI beans.
 * Asked only where a tracer samples, for each span that goes to HoneyHive and that no rule of the configuration means; a trace
 * gets the class with the highest rate that one of its spans speaks for.
 *
 * <p>Called on the thread on which the span ends, which is mostly the one that works on the request, so it must not block; a bean
 * may use what is injected into it of the request scope, and must expect that there is none. One instance serves all threads.
 * What it throws is logged once, counted as a fault and otherwise ignored. Spans that it makes itself are not classified by it.
 */
@FunctionalInterface
public interface RequestClassifier {

    /**
     * Tells the class of the request that a span belongs to.
     *
     * @param request what is known of it, valid during this call only
     * @return {@code critical}, {@code important}, {@code standard} or another name with a
     *     {@code honeyhive.sampling.rate.<class>}, in any case; {@code null} for no opinion. What has no rate is always kept.
     */
    @Nullable
    String classify(Request request);

    /** A span that has ended, and the request it belongs to. */
    interface Request {

        /** The name of the tracer that the span goes to, empty for the default one. */
        String tracer();

        /** The name of the span. */
        String name();

        /**
         * An attribute of the span, or of what goes to HoneyHive only ({@code honeyhive_metadata.plan} say).
         *
         * @return a string, a boolean, a long, a double or a list of these; {@code null} where there is none
         */
        @Nullable
        Object attribute(String name);

        /**
         * An entry of the W3C baggage that came with the request.
         *
         * @return its value, {@code null} where there is none
         */
        @Nullable
        String baggage(String key);
    }
}
