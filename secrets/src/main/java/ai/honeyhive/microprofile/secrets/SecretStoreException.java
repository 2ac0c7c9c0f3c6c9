/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.util.Objects;

/**
 * A store could not give a secret. The message says what, why and how to fix it; it must never hold a secret, nor what
 * could hold one: no body of an answer, no header, no token.
 */
public final class SecretStoreException extends Exception {

    /** What kind of failure it is. */
    public enum Kind {
        /** The store did not answer, or cannot at present: tried again soon. */
        UNAVAILABLE,
        /** The store refuses us. */
        DENIED,
        /** There is nothing under this path, or no such field. */
        NOT_FOUND,
        /** There was something, and somebody deleted it. */
        DELETED,
        /** The answer cannot be used: too large, cut off, malformed, of the wrong type. */
        INVALID
    }

    private final Kind kind;

    /**
     * @param kind what kind of failure it is
     * @param message what happened and how to fix it
     */
    public SecretStoreException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * @param kind what kind of failure it is
     * @param message what happened and how to fix it
     * @param cause why; its message must be as harmless as ours
     */
    public SecretStoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** Whether the same question may be answered in a moment. */
    public boolean passing() {
        return kind == Kind.UNAVAILABLE || kind == Kind.INVALID;
    }
}
