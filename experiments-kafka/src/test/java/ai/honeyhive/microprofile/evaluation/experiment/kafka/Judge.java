/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** A worker as docs/kafka.md shows it for MicroProfile Reactive Messaging, word by word. */
@ApplicationScoped
public class Judge {

    private final EvaluationWorkers threads = EvaluationWorkers.ofThreads(4);
    private final CaseRecords records = new CaseRecords(new CaseWorker(Faq.quality(threads), Faq::answer));

    @Incoming("requests")
    @Outgoing("results")
    @Blocking(ordered = false)
    public ProducerRecord<String, String> answer(ConsumerRecord<String, String> request) throws InterruptedException {
        return records.answer(request);
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
