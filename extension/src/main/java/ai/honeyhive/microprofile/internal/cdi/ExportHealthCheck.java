/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.evaluate.EvaluationAccount;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.export.EventUpdates;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * The account of the exporters as data of the readiness check {@code honeyhive}. It is always up: an application that
 * cannot report to HoneyHive still serves its users. With {@code honeyhive.doctor=true} it also has what the doctor finds.
 */
@Readiness
@Singleton
public class ExportHealthCheck implements HealthCheck {

    private final HoneyHiveRuntime runtime;
    private final StartUp startUp;

    @Inject
    ExportHealthCheck(HoneyHiveRuntime runtime, StartUp startUp) {
        this.runtime = runtime;
        this.startUp = startUp;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("honeyhive").up();
        response.withData("configuration.problems", runtime.config().problems().size());
        runtime.accounts().forEach((tracer, account) -> add(response, ExportMetrics.shown(tracer) + '.', account));
        runtime.tallies().forEach((reason, count) -> response.withData("dropped." + reason, count));
        EvaluationAccount evaluations = runtime.evaluations();
        if (evaluations != null && evaluations.due() > 0) {
            add(response, evaluations, runtime.updates());
        }
        // Hosts and projects are nobody's business, unless somebody asks for them.
        if (runtime.config().doctor()) {
            DoctorFindings.of(runtime, startUp.probe())
                    .forEach((subject, line) -> response.withData("doctor." + subject, line));
        }
        return response.build();
    }

    private static void add(
            HealthCheckResponseBuilder response, EvaluationAccount evaluations, EventUpdates.Counts updates) {
        response.withData("evaluation.due", evaluations.due())
                .withData("evaluation.evaluated", evaluations.evaluated())
                .withData("evaluation.not-judged", evaluations.notJudged())
                .withData("evaluation.failed", evaluations.failed())
                .withData("evaluation.running", evaluations.running())
                .withData("evaluation.late", evaluations.late())
                .withData("evaluation.late.sent", updates.sent())
                .withData("evaluation.late.lost", updates.lost());
        evaluations
                .dropped()
                .forEach((reason, count) -> response.withData("evaluation.dropped." + reason.label(), count));
    }

    private static void add(HealthCheckResponseBuilder response, String prefix, Account account) {
        response.withData(prefix + "produced", account.produced())
                .withData(prefix + "delivered", account.delivered())
                .withData(prefix + "sampled.out", account.sampledOut())
                .withData(prefix + "dropped", account.droppedTotal())
                .withData(prefix + "queued", account.queued() + account.inFlight())
                .withData(prefix + "queued.bytes", account.queuedBytes())
                .withData(prefix + "failing", account.failing());
        account.dropped()
                .forEach((reason, count) ->
                        response.withData(prefix + "dropped." + reason.name().toLowerCase(Locale.ROOT), count));
        if (account.lastFailure() != null) {
            response.withData(prefix + "last.failure", account.lastFailure().toString());
            response.withData(prefix + "last.failure.reason", String.valueOf(account.lastFailureReason()));
        }
    }
}
