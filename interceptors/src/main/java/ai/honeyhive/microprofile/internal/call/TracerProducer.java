/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.ForTracer;
import ai.honeyhive.microprofile.HoneyHive;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;

/** Hands out the programmatic API for the tracer that an injection point names. */
@Singleton
public class TracerProducer {

    @Produces
    @Dependent
    @ForTracer("")
    HoneyHive ofTracer(InjectionPoint point, HoneyHive all, CallRecorder recorder) {
        return point.getQualifiers().stream()
                .filter(ForTracer.class::isInstance)
                .map(ForTracer.class::cast)
                .filter(named -> !named.value().isEmpty())
                .findFirst()
                .<HoneyHive>map(named -> new HoneyHiveOfTracer(all, recorder, named.value()))
                .orElse(all);
    }
}
