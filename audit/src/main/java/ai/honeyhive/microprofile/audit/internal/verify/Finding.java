/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.verify;

/**
 * Something a verification has to say.
 *
 * @param kind how bad it is
 * @param file where
 * @param line the line, from 1; 0 for the whole file
 * @param message what
 */
public record Finding(Kind kind, String file, long line, String message) {

    /** How bad it is. */
    public enum Kind {
        /** The log is not as it was written. */
        BROKEN,
        /** Something that is needed to tell is missing. */
        INCOMPLETE,
        /** Worth knowing. */
        NOTE
    }
}
