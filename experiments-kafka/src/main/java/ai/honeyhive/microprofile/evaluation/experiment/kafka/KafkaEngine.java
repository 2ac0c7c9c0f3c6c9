/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import ai.honeyhive.microprofile.evaluation.experiment.Case;
import ai.honeyhive.microprofile.evaluation.experiment.CaseResult;
import ai.honeyhive.microprofile.evaluation.experiment.EvaluationEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Leaves the cases of an experiment to {@link KafkaWorker}s: each case is a record in the topic {@code <topic>-requests},
 * its result one in {@code <topic>-results}. A worker that dies loses nothing: what it had not committed goes to another
 * one. What is answered twice for that reason counts once, by run, row and {@linkplain
 * ai.honeyhive.microprofile.evaluation.experiment.CaseWorker#judgedBy() evaluators with their versions}.
 *
 * <p>Topics that do not exist are made. Thread-safe; several runs may share a topic at a time.
 */
public final class KafkaEngine implements EvaluationEngine {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration TOPIC_KNOWN = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Map<String, Object> client;
    private final String topic;
    private final int partitions;
    private final Duration silence;

    private KafkaEngine(Map<String, ?> client, String topic, int partitions, Duration silence) {
        this.client = Wire.checked(client);
        this.topic = topic;
        this.partitions = partitions;
        this.silence = silence;
    }

    /**
     * An engine that waits at most ten minutes from one result to the next.
     *
     * @param client Kafka's own client settings; {@code bootstrap.servers} is required
     * @param topic what the names of both topics begin with
     * @param partitions of a topic that is to be made: no more workers than that get work at a time
     */
    public static KafkaEngine of(Map<String, ?> client, String topic, int partitions) {
        return new KafkaEngine(client, topic, partitions, SILENCE);
    }

    /** The same with another longest wait for the next result; after it the run fails, and with a journal can go on. */
    public KafkaEngine silence(Duration longest) {
        return new KafkaEngine(client, topic, partitions, longest);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a worker judges by other evaluators or versions, or nobody answers for too long
     */
    @Override
    public void run(Job job) throws InterruptedException {
        try (KafkaConsumer<String, String> results = new KafkaConsumer<>(Wire.consumer(client))) {
            createTopics();
            List<TopicPartition> all = partitions(results);
            results.assign(all);
            results.seekToEnd(all);
            all.forEach(results::position); // now, before the first request: seekToEnd alone is lazy
            send(job);
            receive(job, results);
        } catch (InterruptException e) {
            Thread.interrupted(); // Kafka sets it again; the exception says it
            InterruptedException interrupted = new InterruptedException("the experiment was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            for (String name : List.of(Wire.requests(topic), Wire.results(topic))) {
                try {
                    admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty())))
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("the topic " + name + " cannot be made", e.getCause());
                    }
                }
            }
        }
    }

    /** A broker may not have heard yet of a topic that was made just now. */
    private List<TopicPartition> partitions(KafkaConsumer<String, String> results) throws InterruptedException {
        String name = Wire.results(topic);
        long from = System.nanoTime();
        while (System.nanoTime() - from < TOPIC_KNOWN.toNanos()) {
            List<TopicPartition> all = results.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            if (!all.isEmpty()) {
                return all;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        throw new IllegalStateException("the topic " + name + " was made, and cannot be found after " + TOPIC_KNOWN);
    }

    private void send(Job job) throws InterruptedException {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Wire.producer(client))) {
            for (Case one : job.cases()) {
                ProducerRecord<String, String> request =
                        new ProducerRecord<>(Wire.requests(topic), one.key(), one.toJson());
                Wire.put(request.headers(), Wire.RUN, job.runId());
                Wire.put(request.headers(), Wire.JUDGED_BY, job.worker().judgedBy());
                Wire.inject(request.headers());
                written.add(producer.send(request));
            }
            producer.flush();
        }
        for (int i = 0; i < written.size(); i++) {
            try {
                written.get(i).get();
            } catch (ExecutionException e) {
                String reason = e.getCause() instanceof RecordTooLargeException
                        ? "it is larger than Kafka takes: " + Wire.TOO_LARGE
                        : "Kafka did not take it";
                throw new IllegalStateException(
                        "case " + job.cases().get(i).key() + " cannot be sent to the topic " + Wire.requests(topic)
                                + ": " + reason,
                        e.getCause());
            }
        }
    }

    private void receive(Job job, KafkaConsumer<String, String> results) throws InterruptedException {
        Set<String> open = new HashSet<>();
        job.cases().forEach(one -> open.add(one.key()));
        long last = System.nanoTime();
        while (!open.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the experiment was interrupted");
            }
            for (ConsumerRecord<String, String> result : results.poll(POLL)) {
                if (!job.runId().equals(Wire.get(result.headers(), Wire.RUN))) {
                    continue;
                }
                String refusal = Wire.get(result.headers(), Wire.REFUSED);
                if (refusal != null) {
                    throw new IllegalStateException("a worker refused case " + result.key() + ": " + refusal);
                }
                if (open.remove(result.key())) {
                    job.complete(CaseResult.fromJson(result.value()));
                }
                last = System.nanoTime();
            }
            if (System.nanoTime() - last > silence.toNanos()) {
                throw new IllegalStateException("no worker answered for " + silence + "; " + open.size()
                        + " cases are open in the topic " + Wire.requests(topic));
            }
        }
    }

    /** Names no setting: they may hold credentials. */
    @Override
    public String toString() {
        return "KafkaEngine " + topic;
    }
}
