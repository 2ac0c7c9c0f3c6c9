/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

/**
 * What one tracer wants captured.
 *
 * @param active false: record nothing at all for HoneyHive
 * @param content what to record of arguments and results where the annotation leaves it to the configuration
 * @param onSpan whether content is written on the shared span too, where the server's other exporters see it
 * @param maxAttributeBytes the longest value of one attribute, in UTF-8 bytes; longer ones are cut, still valid JSON
 * @param maxDepth how deep an argument's object graph is walked
 * @param maxElements how many elements of one collection, array or map are walked
 */
public record CallSettings(
        boolean active, Content content, boolean onSpan, int maxAttributeBytes, int maxDepth, int maxElements) {

    /** What {@code honeyhive.capture.content} may say. */
    public enum Content {
        /** Arguments and results are recorded unless the annotation says otherwise. */
        FULL,
        /** Only where the annotation says so. */
        METADATA,
        /** Nowhere. */
        NONE
    }

    /** Record nothing. */
    public static final CallSettings OFF = new CallSettings(false, Content.NONE, false, 0, 0, 0);
}
