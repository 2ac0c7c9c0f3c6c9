/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

/** How one attempt ended. */
sealed interface Reply {

    /**
     * The server answered. Its status counts as soon as it is there, even if the body never ends.
     *
     * @param retryAfter the header's value, empty where there is none
     * @param text as much of the body as was read; what is above the limit is not
     * @param rejectedSpans how many spans it left out of a request that it took
     * @param date the header's value: the server's clock; empty where there is none
     * @param console whether it is a local console, which wants to know how the tracer stands
     */
    record Answer(int status, String retryAfter, String text, long rejectedSpans, String date, boolean console)
            implements Reply {}

    /**
     * No answer.
     *
     * @param cause what went wrong
     * @param sentWhole whether the whole request may have gone out
     * @param how what ended the attempt
     */
    record Broken(Throwable cause, boolean sentWhole, End how) implements Reply {}

    /** What ends an attempt without an answer. */
    enum End {
        /** The connection was refused, reset or never made. */
        FAILED,
        /** The time was over. */
        TIMED_OUT,
        /** We go down. */
        INTERRUPTED
    }
}
