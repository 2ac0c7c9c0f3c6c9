/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

/** How the audited action ended. */
public enum Outcome {
    /** It was done. */
    SUCCESS("success"),
    /** It was tried and failed. */
    FAILURE("failure"),
    /** It was refused: by a policy, a permission, a gate. */
    DENIED("denied"),
    /** It is about to be done: the record stands before the action, another one follows. */
    PENDING("pending");

    private final String id;

    Outcome(String id) {
        this.id = id;
    }

    /** The word in the record. */
    public String id() {
        return id;
    }
}
