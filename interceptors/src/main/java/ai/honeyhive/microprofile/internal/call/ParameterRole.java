/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.ModelName;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** What a parameter is to its call. Where several are annotated, what hides most comes first. */
enum ParameterRole {
    NOT_CAPTURED(NotCaptured.class),
    MASKED(Masked.class),
    SESSION(SessionId.class),
    USER(UserId.class),
    MODEL(ModelName.class),
    PROMPT(Prompt.class),
    CONTEXT(RetrievedContext.class),
    EXPECTED(Expected.class),
    /** The items of a batch, by their type. */
    ITEMS(null),
    /** Whatever has no annotation. */
    INPUT(null);

    private final @Nullable Class<? extends Annotation> annotation;

    ParameterRole(@Nullable Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    static ParameterRole of(Parameter parameter) {
        for (ParameterRole role : values()) {
            if (role.annotation != null && parameter.isAnnotationPresent(role.annotation)) {
                return role;
            }
        }
        return INPUT;
    }
}
