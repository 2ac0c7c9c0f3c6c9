/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.microprofile.audit.AuditEvent;
import ai.honeyhive.microprofile.audit.AuditEventType;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.audit.AuditSettings;
import ai.honeyhive.microprofile.audit.Outcome;
import ai.honeyhive.microprofile.evaluation.EvaluationPipeline;
import ai.honeyhive.microprofile.evaluation.EvaluationWorkers;
import ai.honeyhive.microprofile.evaluation.HttpEvaluator;
import ai.honeyhive.microprofile.evaluation.PipelineResult;
import ai.honeyhive.microprofile.evaluation.Sample;
import ai.honeyhive.microprofile.evaluation.experiment.Dataset;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.ExperimentResult;
import ai.honeyhive.microprofile.evaluation.experiment.HoneyHiveRuns;
import ai.honeyhive.microprofile.evaluation.experiment.Reports;
import ai.honeyhive.microprofile.evaluation.experiment.kafka.KafkaEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One secret, given to each module that takes any, whatever then goes wrong: it is on the wire and in nothing that is said or
 * written. The extension and the secrets module have such tests of their own, {@code SecretTest} and {@code CanaryTest}; the
 * programs stand in {@link CanaryProgramsIT}.
 */
class CanaryIT {

    static final String CANARY = "hhCanary5b1d77e0c4a94f3e";

    private final Overheard overheard = new Overheard();

    @TempDir
    private Path folder;

    @AfterEach
    void nothing() {
        overheard.close();
    }

    @ParameterizedTest
    @EnumSource
    void evaluator_that_asks_a_service(Parrot.Manner manner) throws Exception {
        try (Parrot parrot = new Parrot(manner);
                EvaluationWorkers workers = EvaluationWorkers.ofThreads(2)) {
            HttpEvaluator evaluator = HttpEvaluator.honeyHive("remote", parrot.address(), () -> CANARY, Map.of())
                    .timeout(Duration.ofSeconds(5))
                    .retries(1, Duration.ofMillis(1))
                    .build();
            EvaluationPipeline pipeline = EvaluationPipeline.builder("quality", workers)
                    .add(evaluator)
                    .build();
            PipelineResult result = pipeline.run(Sample.of("question", "text")).get(1, TimeUnit.MINUTES);
            overheard.words(evaluator);
            overheard.words(pipeline);
            overheard.words(result);
            overheard.words(result.metrics());
            assertThat(result.parts()).hasSize(1);
            overheard.thrown(Objects.requireNonNull(result.parts().get(0).error()));
            assertThat(parrot.heard()).contains(CANARY);
        }
        overheard.assertNothingOf(CANARY);
    }

    @ParameterizedTest
    @EnumSource
    void experiment_that_is_sent_to_honeyhive(Parrot.Manner manner) throws Exception {
        try (Parrot parrot = new Parrot(manner);
                EvaluationWorkers workers = EvaluationWorkers.ofThreads(2)) {
            HoneyHiveRuns runs = HoneyHiveRuns.at(parrot.address(), () -> CANARY);
            ExperimentResult result = Experiment.builder(
                            "faq",
                            rows(),
                            EvaluationPipeline.builder("quality", workers)
                                    .add(HttpEvaluator.builder("remote", parrot.address())
                                            .header("x-key", () -> CANARY + "\n")
                                            .build())
                                    .build())
                    .honeyHive(runs)
                    .journal(folder.resolve("journal"))
                    .task(datapoint -> "answer")
                    .run();
            Reports.write(folder.resolve("reports"), result, null);
            overheard.words(runs);
            overheard.words(result);
            overheard.words(result.toJson());
            overheard.words(Reports.console(result, null));
            assertThat(parrot.heard()).contains(CANARY);
        }
        overheard.files(folder);
        overheard.assertNothingOf(CANARY);
    }

    private static Dataset rows() {
        return Dataset.of("rows", List.of(Map.of("id", "one", "inputs", Map.of("question", "q"))));
    }

    @Test
    void experiment_over_kafka_with_a_login() {
        Map<String, Object> client = new HashMap<>();
        client.put("bootstrap.servers", "127.0.0.1:1");
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"" + CANARY
                        + "\";");
        client.put("default.api.timeout.ms", "2000");
        client.put("request.timeout.ms", "1000");
        try (EvaluationWorkers workers = EvaluationWorkers.ofThreads(1)) {
            for (String broken : List.of("", CANARY)) {
                client.computeIfPresent("sasl.jaas.config", (name, login) -> login + broken);
                Throwable thrown = catchThrowable(() -> {
                    KafkaEngine engine = KafkaEngine.of(client, "canary", 1);
                    overheard.words(engine);
                    Experiment.builder(
                                    "faq",
                                    rows(),
                                    EvaluationPipeline.builder("quality", workers)
                                            .add(HttpEvaluator.builder("remote", URI.create("http://127.0.0.1:1"))
                                                    .build())
                                            .build())
                            .engine(engine)
                            .task(datapoint -> "answer")
                            .run();
                });
                assertThat(thrown).as("there is no broker").isNotNull();
                overheard.thrown(thrown);
            }
        }
        overheard.assertNothingOf(CANARY);
    }

    @ParameterizedTest
    @EnumSource
    void audit_log_with_a_collector_that_wants_a_login(Parrot.Manner manner) throws Exception {
        try (Parrot parrot = new Parrot(manner)) {
            Map<String, String> properties = Map.of(
                    "honeyhive.audit.enabled",
                    "true",
                    "honeyhive.audit.directory",
                    folder.resolve("audit").toString(),
                    "honeyhive.audit.sinks",
                    "otlp",
                    "honeyhive.audit.otlp.url",
                    parrot.address().resolve("/v1/logs").toString(),
                    "honeyhive.audit.otlp.headers",
                    "authorization=Bearer " + CANARY);
            AuditSettings settings = AuditSettings.from(name -> Optional.ofNullable(properties.get(name)))
                    .orElseThrow();
            overheard.words(settings);
            try (AuditLog log = AuditLog.open(settings)) {
                AuditEvent event = AuditEvent.of(AuditEventType.SECRET_ROTATED, Outcome.SUCCESS)
                        .detail("value", log.fingerprint(CANARY))
                        .build();
                log.record(event);
                overheard.words(log);
                overheard.words(event);
                await(() -> parrot.heard().contains(CANARY));
                overheard.words(log.status());
            }
        }
        overheard.files(folder);
        overheard.assertNothingOf(CANARY);
    }

    @Test
    void audit_log_whose_settings_hold_the_secret_in_the_wrong_place() throws Exception {
        for (String wrong : List.of(
                "honeyhive.audit.otlp.headers",
                "honeyhive.audit.otlp.url",
                "honeyhive.audit.rotate.bytes",
                "honeyhive.audit.checkpoint.key-file",
                "honeyhive.audit.checkpoint.anchor",
                "honeyhive.audit.delivery")) {
            Map<String, String> properties = Map.of(
                    "honeyhive.audit.enabled",
                    "true",
                    "honeyhive.audit.directory",
                    folder.resolve(wrong).toString(),
                    "honeyhive.audit.sinks",
                    "otlp",
                    wrong,
                    "https://me:" + CANARY + "@127.0.0.1/ x");
            Throwable thrown =
                    catchThrowable(() -> AuditSettings.from(name -> Optional.ofNullable(properties.get(name))));
            assertThat(thrown).as(wrong).isNotNull();
            overheard.thrown(thrown);
        }
        overheard.assertNothingOf(CANARY);
    }

    @Test
    void audit_log_with_a_database_that_wants_a_password() throws Exception {
        Map<String, String> properties = Map.of(
                "honeyhive.audit.enabled",
                "true",
                "honeyhive.audit.directory",
                folder.resolve("audit").toString(),
                "honeyhive.audit.sinks",
                "jdbc",
                "honeyhive.audit.jdbc.url",
                "jdbc:none://127.0.0.1/x?password=" + CANARY,
                "honeyhive.audit.jdbc.password",
                CANARY);
        AuditSettings settings = AuditSettings.from(name -> Optional.ofNullable(properties.get(name)))
                .orElseThrow();
        overheard.words(settings);
        try (AuditLog log = AuditLog.open(settings)) {
            log.record(AuditEvent.of(AuditEventType.SECRET_ROTATED, Outcome.SUCCESS)
                    .build());
            await(() -> log.status().failingSinks().containsKey("jdbc"));
            overheard.words(log.status());
        }
        overheard.files(folder);
        overheard.assertNothingOf(CANARY);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
