/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.Bot;
import ai.honeyhive.microprofile.internal.cdi.SoundBeans.ForPayments;
import ai.honeyhive.microprofile.internal.config.Settings;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** The portable extension is absent: what Quarkus does at build time, Weld does when it starts. */
class BuildCompatibleExtensionTest extends ExtensionContract {

    @Override
    Weld weld() {
        return weldWith(WithoutGuard.class);
    }

    @Test
    void tracer_that_the_build_cannot_know_is_checked_at_start() {
        Throwable failure =
                catchThrowable(() -> start(new Settings(), ForPayments.class).close());

        assertThat(failure)
                .hasStackTraceContaining("HONEYHIVE-003 " + ForPayments.class.getName() + ".work()")
                .hasStackTraceContaining("honeyhive.tracer.payments.api-key");
    }

    @Test
    void guarded_extension_alone_is_passed_over_so_both_must_be_shipped() {
        Weld weld = weldWith(HoneyHiveBuildCompatibleExtension.class);

        try (Container container = Container.start(new Settings(), weld, Bot.class)) {
            container.bean(Bot.class).ask("why", "c-1");
            assertThat(container.spans()).isEmpty();
        }
    }

    @SuppressWarnings("unchecked") // An array of one class, for varargs.
    private static Weld weldWith(Class<? extends BuildCompatibleExtension> extension) {
        return new Weld().disableDiscovery().addBuildCompatibleExtensions(extension);
    }

    /** Weld passes over a class with {@code @SkipIfPortableExtensionPresent}, so the phases are handed on from here. */
    public static final class WithoutGuard implements BuildCompatibleExtension {

        private final HoneyHiveBuildCompatibleExtension extension = new HoneyHiveBuildCompatibleExtension();

        @Discovery
        public void addBeans(ScannedClasses classes) {
            extension.addBeans(classes);
        }

        @Enhancement(
                types = Object.class,
                withSubtypes = true,
                withAnnotations = {LLMTraced.class, Evaluated.class, Prompt.class})
        public void noteAnnotated(ClassConfig type) {
            extension.noteAnnotated(type);
        }

        @Registration(types = Object.class)
        public void check(BeanInfo bean) {
            extension.check(bean);
        }

        @Synthesis
        public void report(SyntheticComponents components, Messages messages) {
            extension.report(components, messages);
        }
    }
}
