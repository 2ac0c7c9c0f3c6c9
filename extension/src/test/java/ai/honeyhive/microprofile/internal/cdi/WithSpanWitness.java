/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import java.util.ArrayList;
import java.util.List;

/** Sees what a server's own extension sees: the methods that still have {@code @WithSpan}. */
final class WithSpanWitness implements Extension {

    private final List<String> methods = new ArrayList<>();

    void see(@Observes ProcessManagedBean<SoundBeans.Doubled> event) {
        event.getAnnotatedBeanClass().getMethods().stream()
                .filter(method -> method.isAnnotationPresent(WithSpan.class))
                .forEach(method -> methods.add(method.getJavaMember().getName()));
    }

    List<String> methods() {
        return methods;
    }
}
