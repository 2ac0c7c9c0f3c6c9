/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.spi;

/**
 * Reads model, tokens, finish reasons and text from what a traced method returns. Found as CDI beans and by
 * {@link java.util.ServiceLoader}; beans are asked first, then services, in no particular order.
 *
 * <p>Called on the thread on which the call ends, so it must not block. One instance serves all threads. What it throws
 * is logged once and otherwise ignored.
 */
public interface ResultExtractor {

    /**
     * Whether this extractor understands results of a class. The answer is remembered per class.
     *
     * @param resultType the run-time class of a result
     * @return true if {@link #extract} may be called with such results
     */
    boolean supports(Class<?> resultType);

    /**
     * Reads a result.
     *
     * @param result the result, of a class that {@link #supports} has accepted, never {@code null}
     * @param into where to put what was found; what is absent stays unset
     */
    void extract(Object result, ModelResult into);
}
