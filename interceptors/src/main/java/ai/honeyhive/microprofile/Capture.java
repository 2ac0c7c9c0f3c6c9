/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

/** Whether the content of a call, its arguments or its result, is recorded. */
public enum Capture {
    /** As {@code honeyhive.capture.content} says, which is {@link #ON} unless configured. */
    CONFIGURED,
    /** Recorded, also where {@code honeyhive.capture.content} is {@code metadata}; never where it is {@code none}. */
    ON,
    /** Never recorded. */
    OFF
}
