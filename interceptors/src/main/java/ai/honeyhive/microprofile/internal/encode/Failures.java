/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What is told of an exception. */
public final class Failures {

    private Failures() {}

    /** What futures wrap around an exception tells nobody what went wrong. */
    public static Throwable unwrapped(Throwable thrown) {
        if (!(thrown instanceof CompletionException || thrown instanceof ExecutionException)) {
            return thrown;
        }
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : cause;
    }

    /**
     * The message, or the class where there is none, or none to be had.
     *
     * @param maxBytes the most bytes of UTF-8
     */
    public static String message(Throwable failure, int maxBytes) {
        String message;
        try {
            message = failure.getMessage();
        } catch (Throwable hostile) {
            message = null;
        }
        return message == null || message.isBlank() ? failure.getClass().getName() : Texts.shorten(message, maxBytes);
    }
}
