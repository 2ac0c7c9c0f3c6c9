/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import ai.honeyhive.microprofile.evaluation.experiment.Case;
import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import io.opentelemetry.context.Scope;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The work of a {@link KafkaWorker} without its clients, for who has clients already: a bean with {@code @Incoming} and
 * {@code @Outgoing} of MicroProfile Reactive Messaging. Whoever calls it commits a request only when its result is written.
 * Thread-safe if the worker's task is.
 */
public final class CaseRecords {

    private final CaseWorker worker;

    /**
     * Records for this worker.
     *
     * @param worker as in the experiment: the same pipeline, at the same versions
     */
    public CaseRecords(CaseWorker worker) {
        this.worker = worker;
    }

    /**
     * Answers and judges one case, in the trace of the run that asks for it. What the task throws is part of the result; a
     * request that this worker cannot take is answered with the reason, which ends the run.
     *
     * @param request from the topic {@code <topic>-requests}
     * @return for the topic {@code <topic>-results}
     * @throws InterruptedException if the thread is interrupted; the request must not be committed then
     */
    public ProducerRecord<String, String> answer(ConsumerRecord<String, String> request) throws InterruptedException {
        String wanted = String.valueOf(Wire.get(request.headers(), Wire.JUDGED_BY));
        if (!wanted.equals(worker.judgedBy())) {
            return refusal(
                    request,
                    "it is to be judged by '" + wanted + "', and this worker judges by '" + worker.judgedBy() + "'");
        }
        Case one;
        try {
            one = Case.fromJson(request.value());
        } catch (IllegalArgumentException e) {
            return refusal(request, "it cannot be read: " + e.getMessage());
        }
        try (Scope ignored = Wire.extract(request.headers()).makeCurrent()) {
            return result(request, worker.answer(one).toJson());
        }
    }

    /** An answer that is none. */
    static ProducerRecord<String, String> refusal(ConsumerRecord<String, String> request, String reason) {
        ProducerRecord<String, String> refusal = result(request, "");
        Wire.put(refusal.headers(), Wire.REFUSED, reason);
        return refusal;
    }

    private static ProducerRecord<String, String> result(ConsumerRecord<String, String> request, String value) {
        ProducerRecord<String, String> result =
                new ProducerRecord<>(Wire.resultsOf(request.topic()), request.key(), value);
        Wire.put(result.headers(), Wire.RUN, String.valueOf(Wire.get(request.headers(), Wire.RUN)));
        return result;
    }
}
