/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import ai.honeyhive.microprofile.evaluation.experiment.CaseWorker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Answers and judges cases that a {@link KafkaEngine} asks for. All workers of a topic, in any number of processes, are one
 * consumer group. A request is committed only when its result is written, so that a worker may be killed at any time.
 *
 * <p>Cases are taken some at a time, and the next ones when these are done: one slow case holds the others' places. They
 * must be done within Kafka's {@code max.poll.interval.ms} (five minutes), or else go to another worker as well.
 *
 * <p>One thread calls {@link #run()}; {@link #close()} may be called from any.
 */
public final class KafkaWorker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KafkaWorker.class.getPackageName());
    private static final Duration POLL = Duration.ofSeconds(1);

    private final String topic;
    private final CaseRecords records;
    private final int atATime;
    private final KafkaConsumer<String, String> requests;
    private final KafkaProducer<String, String> results;

    /**
     * A worker that has not begun yet.
     *
     * @param client Kafka's own client settings; {@code bootstrap.servers} is required
     * @param topic as the engine has it
     * @param worker as in the experiment: the same pipeline, at the same versions
     * @param atATime how many cases are under way in this process, each on a thread; at least 1
     */
    public KafkaWorker(Map<String, ?> client, String topic, CaseWorker worker, int atATime) {
        if (atATime < 1) {
            throw new IllegalArgumentException("at least 1 case at a time, not " + atATime);
        }
        this.topic = topic;
        this.records = new CaseRecords(worker);
        this.atATime = atATime;
        Map<String, Object> consumer = Wire.consumer(Wire.checked(client));
        consumer.put("group.id", topic + "-workers");
        consumer.put("auto.offset.reset", "earliest");
        consumer.put("max.poll.records", atATime);
        consumer.put("allow.auto.create.topics", false); // the engine makes them, with as many partitions as it is told
        consumer.putIfAbsent("metadata.max.age.ms", 5000); // so that a worker that came first finds them soon
        this.requests = new KafkaConsumer<>(consumer);
        this.results = new KafkaProducer<>(Wire.producer(client));
    }

    /**
     * Works until {@link #close} is called by another thread, and then lets go of Kafka.
     *
     * @throws InterruptedException if the thread is interrupted; what was under way goes to another worker
     */
    public void run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(atATime, work -> {
            Thread thread = new Thread(work, "honeyhive-evaluation-worker");
            thread.setDaemon(true);
            return thread;
        });
        try {
            requests.subscribe(List.of(Wire.requests(topic)));
            while (true) {
                ConsumerRecords<String, String> some = requests.poll(POLL);
                if (!some.isEmpty()) {
                    work(some, threads);
                    commit();
                }
            }
        } catch (WakeupException e) {
            LOG.log(System.Logger.Level.DEBUG, "worker closed");
        } catch (InterruptException e) {
            Thread.interrupted(); // Kafka sets it again; the exception says it
            InterruptedException interrupted = new InterruptedException("the worker was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            threads.shutdownNow();
            results.close();
            requests.close();
        }
    }

    private void work(ConsumerRecords<String, String> some, ExecutorService threads) throws InterruptedException {
        Map<ConsumerRecord<String, String>, Future<ProducerRecord<String, String>>> answers = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> request : some) {
            answers.put(request, threads.submit(() -> records.answer(request)));
        }
        try {
            Map<ConsumerRecord<String, String>, Future<RecordMetadata>> written = new LinkedHashMap<>();
            for (var answer : answers.entrySet()) {
                written.put(answer.getKey(), results.send(answer.getValue().get()));
            }
            results.flush(); // no linger.ms: nothing more comes
            for (var one : written.entrySet()) {
                confirm(one.getKey(), one.getValue()); // only then may the requests be committed
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the worker cannot go on; its cases go to another one", e.getCause());
        }
    }

    /** What no worker could write ends the run: the next one would fail in the same way, and the one after it. */
    private void confirm(ConsumerRecord<String, String> request, Future<RecordMetadata> result)
            throws InterruptedException, ExecutionException {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            results.send(CaseRecords.refusal(request, "its result is larger than Kafka takes: " + Wire.TOO_LARGE))
                    .get();
        }
    }

    /** A rebalance gave our partitions to somebody else: these cases are answered twice and count once. */
    private void commit() {
        try {
            requests.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.log(System.Logger.Level.DEBUG, "cases answered here go to another worker too", e);
        }
    }

    /** Ends {@link #run}, when the cases under way are done. Returns at once. */
    @Override
    public void close() {
        requests.wakeup();
    }
}
