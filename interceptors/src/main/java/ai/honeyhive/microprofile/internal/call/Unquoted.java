/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * What a fault was and where, without its words: they may quote a prompt or an answer, since application code runs while a call
 * is recorded. For the log.
 */
public final class Unquoted extends Throwable {

    private static final long serialVersionUID = 1;
    private static final int DEEPEST = 8;

    private Unquoted(String type, @Nullable Throwable cause) {
        super(type, cause, false, true);
    }

    /** A fault and its causes. */
    public static Throwable of(Throwable fault) {
        return of(fault, DEEPEST);
    }

    private static Throwable of(Throwable fault, int depth) {
        // The JVM's own words for what does not fit together name classes and methods only, and are all that helps.
        String type = fault instanceof LinkageError
                ? fault.toString()
                : fault.getClass().getName();
        Throwable cause = fault.getCause();
        Unquoted shown = new Unquoted(type, cause == null || depth == 0 ? null : of(cause, depth - 1));
        shown.setStackTrace(fault.getStackTrace());
        return shown;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // The name of this class would only mislead.
    public String toString() {
        return String.valueOf(getMessage());
    }
}
