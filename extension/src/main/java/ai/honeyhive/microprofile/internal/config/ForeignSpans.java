/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

/** Which spans that somebody else made go to HoneyHive: what {@code honeyhive.spans.foreign} may say. */
public enum ForeignSpans {
    /** Spans of LLM instrumentors and their ancestors: a session is not drowned in database spans. */
    LLM,
    /** Every span of the application. */
    ALL,
    /** Only the spans of traced calls. */
    NONE
}
