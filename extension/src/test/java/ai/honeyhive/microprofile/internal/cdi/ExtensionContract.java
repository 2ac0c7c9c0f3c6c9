/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.microprofile.internal.cdi.SoundBeans.Bot;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.ByClass;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.ByStereotype;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.Doubled;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.ForPayments;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.Heir;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.Inherited;
import ai.honeyhive.microprofile.internal.config.Settings;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds whichever of the two extensions does the work. */
abstract class ExtensionContract {

    @RegisterExtension
    final LogCapture log = new LogCapture();

    /** A container whose classes are added by one of the two extensions. */
    abstract Weld weld();

    final Container start(Class<?>... beans) {
        return start(Settings.with("honeyhive.tracer.payments.source", "test"), beans);
    }

    final Container start(Settings settings, Class<?>... beans) {
        return Container.start(settings, weld(), beans);
    }

    @Test
    void annotated_method_is_intercepted_exactly_once() {
        try (Container container = start(Bot.class)) {
            assertThat(container.bean(Bot.class).ask("why", "c-1")).isEqualTo("because why");
            assertThat(container.spans()).hasSize(1);
        }
    }

    @Test
    void annotated_class_is_intercepted_exactly_once() {
        try (Container container = start(ByClass.class)) {
            assertThat(container.bean(ByClass.class).work()).isEqualTo("done");
            assertThat(container.spans()).hasSize(1);
        }
    }

    @Test
    void stereotype_is_intercepted_exactly_once() {
        try (Container container = start(ByStereotype.class)) {
            container.bean(ByStereotype.class).work();
            assertThat(container.spans()).hasSize(1);
        }
    }

    @Test
    void inherited_method_is_intercepted_exactly_once_and_its_class_needs_no_bean() {
        try (Container container = start(Heir.class, Inherited.class)) {
            container.bean(Heir.class).work();
            assertThat(container.spans()).hasSize(1);
        }
        assertThat(log.warnings()).noneMatch(warning -> warning.contains("HONEYHIVE-"));
    }

    @Test
    void configured_tracer_passes() {
        try (Container container = start(ForPayments.class)) {
            container.bean(ForPayments.class).work();
            assertThat(container.spans()).hasSize(1);
        }
    }

    @Test
    void programmatic_api_of_a_named_tracer_is_injected() {
        try (Container container = start(SoundBeans.Payer.class)) {
            SoundBeans.Payer payer = container.bean(SoundBeans.Payer.class);
            assertThat(payer.pay()).isEqualTo("paid");
            assertThat(payer.payOtherwise()).isEqualTo("paid");
            assertThat(container.spans())
                    .extracting(SpanData::getName)
                    .containsExactly("pay", "by constructor", "by default");
        }
    }

    @Test
    void unknown_tracer_of_an_injection_point_fails_the_deployment_with_place_and_nearest_name() {
        Throwable failure =
                catchThrowable(() -> start(UnsoundBeans.Injected.class).close());

        assertThat(failure)
                .isNotNull()
                .hasMessageContaining("HoneyHive found 2 problems")
                .hasMessageContaining("HONEYHIVE-003 " + UnsoundBeans.Injected.class.getName() + ".misspelt: ")
                .hasMessageContaining("Did you mean \"payments\"?")
                .hasMessageContaining("honeyhive.tracer.paymnets.api-key")
                .hasMessageContaining("HONEYHIVE-003 " + UnsoundBeans.Injected.class.getName() + ".<init>(): ");
    }

    @Test
    void with_span_beside_ours_is_taken_away_and_elsewhere_left() {
        WithSpanWitness witness = new WithSpanWitness();
        Container.start(new Settings(), weld().addExtension(witness), Doubled.class)
                .close();

        assertThat(witness.methods()).containsExactly("theirs");
    }

    @Test
    void broken_rules_fail_the_deployment_all_together() {
        Throwable failure = catchThrowable(() -> start(
                        UnsoundBeans.Private.class,
                        UnsoundBeans.Static.class,
                        UnsoundBeans.Members.class,
                        UnsoundBeans.Roles.class,
                        UnsoundBeans.Tracer.class,
                        UnsoundBeans.Logging.class)
                .close());

        assertThat(failure)
                .isNotNull()
                .hasMessageContaining("HoneyHive found 7 problems")
                .hasMessageContaining("HONEYHIVE-001 " + UnsoundBeans.Private.class.getName() + ".hidden()")
                .hasMessageContaining("HONEYHIVE-001 " + UnsoundBeans.Static.class.getName() + ".shared()")
                .hasMessageContaining("HONEYHIVE-002 " + UnsoundBeans.Logging.class.getName())
                .hasMessageContaining("HONEYHIVE-003 " + UnsoundBeans.Tracer.class.getName() + ".work()")
                .hasMessageContaining("HONEYHIVE-004 " + UnsoundBeans.Members.class.getName() + ".contradictory()")
                .hasMessageContaining(
                        "HONEYHIVE-005 " + UnsoundBeans.Roles.class.getName() + ".hiddenPrompt(String, List)")
                .hasMessageContaining(
                        "HONEYHIVE-006 " + UnsoundBeans.Roles.class.getName() + ".hiddenPrompt(String, List)");
    }

    @Test
    void evaluated_method_is_intercepted_exactly_once_with_and_without_traced() {
        try (Container container = start(EvaluatedBeans.Reviewed.class)) {
            container.bean(EvaluatedBeans.Reviewed.class).alone("a");
            container.bean(EvaluatedBeans.Reviewed.class).both("b");
            assertThat(container.spans()).extracting(SpanData::getName).containsExactly("Reviewed.alone", "chat");
        }
    }

    @Test
    void evaluated_class_and_stereotype_are_intercepted_exactly_once() {
        try (Container container = start(EvaluatedBeans.ByClass.class, EvaluatedBeans.ByStereotype.class)) {
            container.bean(EvaluatedBeans.ByClass.class).work();
            container.bean(EvaluatedBeans.ByStereotype.class).work();
            assertThat(container.spans()).hasSize(2);
        }
    }

    @Test
    void unknown_evaluator_fails_the_deployment_with_place_and_nearest_name() {
        Throwable failure = catchThrowable(() -> start(
                        Settings.with("honeyhive.tracer.payments.source", "test")
                                .and("honeyhive.evaluation.pipeline.other.evaluators", "latency"),
                        EvaluatedBeans.Misnamed.class,
                        UnsoundBeans.Members.class)
                .close());

        assertThat(failure)
                .isNotNull()
                .hasMessageContaining("HoneyHive found 2 problems")
                .hasMessageContaining("HONEYHIVE-004 " + UnsoundBeans.Members.class.getName() + ".contradictory()")
                .hasMessageContaining("HONEYHIVE-007 " + EvaluatedBeans.Misnamed.class.getName() + ".work()")
                .hasMessageContaining("Did you mean \"latency\"?");
    }

    @Test
    void unknown_evaluator_fails_the_deployment_also_where_beans_bring_evaluators() {
        Throwable failure = catchThrowable(
                () -> start(EvaluatedBeans.Misnamed.class, EvaluatedBeans.Politeness.class, EvaluatedBeans.Words.class)
                        .close());

        assertThat(failure)
                .hasStackTraceContaining("HONEYHIVE-007 " + EvaluatedBeans.Misnamed.class.getName() + ".work()")
                .hasStackTraceContaining("politeness");
    }

    @Test
    void configuration_of_evaluation_that_cannot_work_fails_the_deployment() {
        Throwable failure = catchThrowable(
                () -> start(Settings.with("honeyhive.evaluation.pipeline.answer.evaluators", "latency,polite")
                                .and("honeyhive.evaluation.pipeline.loop.evaluators", "loop")
                                .and("honeyhive.evaluation.pipeline.sum.evaluators", "latency")
                                .and("honeyhive.evaluation.pipeline.sum.aggregation", "mean")
                                .and("honeyhive.evaluation.pipeline.weighted.evaluators", "length")
                                .and("honeyhive.evaluation.pipeline.weighted.weight.lenth", "2")
                                .and("honeyhive.evaluation.latency.taget", "3s")
                                .and("honeyhive.evaluation.lenght.max", "3")
                                .and("honeyhive.evaluation.rule.all.pipeline", "answr"))
                        .close());

        assertThat(failure)
                .isNotNull()
                .hasStackTraceContaining(
                        "honeyhive.evaluation.pipeline.answer.evaluators: there is no evaluator or pipeline"
                                + " \"polite\"")
                .hasStackTraceContaining("the pipeline contains itself")
                .hasStackTraceContaining("there is no aggregation \"mean\"")
                .hasStackTraceContaining("lenth")
                .hasStackTraceContaining("taget")
                .hasStackTraceContaining("lenght")
                .hasStackTraceContaining("honeyhive.evaluation.rule.all.pipeline: there is no evaluator or pipeline"
                        + " \"answr\". Did you mean \"answer\"?");
    }

    @Test
    void harmless_mistakes_are_warnings_with_a_remedy() {
        start(UnsoundBeans.NoBean.class, UnsoundBeans.Untraced.class).close();

        assertThat(log.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains(
                                "HONEYHIVE-101 " + UnsoundBeans.Untraced.class.getName() + ".work(String)",
                                "@LLMTraced"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("HONEYHIVE-102 " + UnsoundBeans.NoBean.class.getName(), "scope"));
    }
}
