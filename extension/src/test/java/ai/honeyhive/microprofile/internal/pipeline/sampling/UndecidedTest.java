/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.SamplingConfig;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndecidedTest {

    private static final SampledClass STANDARD = new SampledClass(SamplingConfig.STANDARD, 0.05);

    /** A field that were not set anew would carry what was found out about one trace to the next. */
    @Test
    void beginningAnewForgetsEverything() throws IllegalAccessException {
        Undecided used = new Undecided(SamplingConfig.KEEP_ALL, STANDARD);
        assertForgets(new Undecided(SamplingConfig.KEEP_ALL, STANDARD).begin(5), used, () -> used.begin(5));
        Outcome outcome = new Outcome(SamplingConfig.KEEP_ALL);
        assertForgets(new Outcome(SamplingConfig.KEEP_ALL), outcome, outcome::begin);
    }

    private static void assertForgets(Object fresh, Object used, Runnable begin) throws IllegalAccessException {
        List<Field> state = Arrays.stream(used.getClass().getDeclaredFields())
                .filter(field -> !Modifier.isFinal(field.getModifiers()))
                .toList();
        assertThat(state).hasSizeGreaterThan(5);
        for (Field field : state) {
            field.setAccessible(true);
            spoil(field, used);
            assertThat(field.get(used)).as(field.getName()).isNotEqualTo(field.get(fresh));
        }
        begin.run();
        for (Field field : state) {
            assertThat(field.get(used)).as(field.getName()).isEqualTo(field.get(fresh));
        }
    }

    private static void spoil(Field field, Object used) throws IllegalAccessException {
        if (field.getType() == boolean.class) {
            field.set(used, true);
        } else if (field.getType() == long.class) {
            field.set(used, 77L);
        } else if (field.getType() == int.class) {
            field.set(used, 77);
        } else if (field.getType() == String.class) {
            field.set(used, "spoilt");
        } else if (field.getType() == Decision.class) {
            field.set(used, new Decision(true, "spoilt", "spoilt", 1));
        } else if (field.getType() == SampledClass.class) {
            field.set(used, STANDARD);
        } else {
            field.set(
                    used,
                    SpanContext.create(
                            "0af7651916cd43dd8448eb211c80319c",
                            "b7ad6b7169203331",
                            TraceFlags.getSampled(),
                            TraceState.getDefault()));
        }
    }
}
