/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import java.lang.annotation.Annotation;

/** What an annotation says of a parameter. */
public enum Role {
    PROMPT(Prompt.class),
    SESSION_ID(SessionId.class),
    USER_ID(UserId.class),
    MODEL_NAME(ModelName.class),
    RETRIEVED_CONTEXT(RetrievedContext.class),
    EXPECTED(Expected.class),
    NOT_CAPTURED(NotCaptured.class),
    MASKED(Masked.class);

    private final Class<? extends Annotation> annotation;

    Role(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    /** The annotation. */
    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** The annotation as it is typed. */
    String typed() {
        return '@' + annotation.getSimpleName();
    }

    /** Whether a method can have one such parameter only: the event has one place for it. */
    boolean once() {
        return this == PROMPT || this == EXPECTED || isId();
    }

    /** Whether the value becomes one short text. */
    boolean isId() {
        return this == SESSION_ID || this == USER_ID || this == MODEL_NAME;
    }

    /** Whether the value must not leave the process. */
    boolean hides() {
        return this == NOT_CAPTURED || this == MASKED;
    }
}
