/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import ai.honeyhive.microprofile.evaluation.experiment.kafka.CaseRecords;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** A worker for experiments, as docs/kafka.md shows it, with a bean to answer. */
@ApplicationScoped
public class Judge {

    private final EvaluationWorkers threads = EvaluationWorkers.ofThreads(4);
    private final CaseRecords records;

    @Inject
    public Judge(Clerk clerk) {
        records = new CaseRecords(new CaseWorker(
                Faq.quality(threads), (row, sample) -> sample.output(clerk.answer(row.input("question")))));
    }

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
