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
