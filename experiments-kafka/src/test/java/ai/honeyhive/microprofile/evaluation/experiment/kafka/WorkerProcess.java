/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.concurrent.CountDownLatch;
import org.jboss.weld.environment.se.Weld;

/** A process that works; it ends by being killed. */
final class WorkerProcess {

    /** Which kind of worker: Kafka's own client, or a bean of MicroProfile Reactive Messaging. */
    enum Kind {
        CLIENT,
        REACTIVE
    }

    private WorkerProcess() {}

    public static void main(String[] args) throws InterruptedException {
        propagateTraces();
        if (Kind.valueOf(args[1]) == Kind.CLIENT) {
            Faq.work(args[0]);
            return;
        }
        System.setProperty("kafka.bootstrap.servers", args[0]);
        new Weld().addBeanClass(Judge.class).initialize();
        new CountDownLatch(1).await();
    }

    static void propagateTraces() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(
                OpenTelemetry.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance())));
    }
}
