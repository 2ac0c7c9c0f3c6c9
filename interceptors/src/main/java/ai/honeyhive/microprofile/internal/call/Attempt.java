/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.QualityGate;
import ai.honeyhive.microprofile.QualityGateException;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import jakarta.interceptor.InvocationContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One call that passes a quality gate: an event of its own, and an answer that is judged before anybody gets it. */
final class Attempt {

    /** Bounds of what evaluators get, whatever is said about what HoneyHive gets. */
    private static final CallSettings LOOK =
            new CallSettings(true, CallSettings.Content.FULL, false, 256 << 10, 16, 1_000);

    private final CallRecorder recorder;
    private final GateMetadata gate;
    private final String place;
    private final StartedCall call;
    private final RunningCall look;
    private final TracedCall seen;
    private final long began = System.nanoTime();

    private Attempt(CallRecorder recorder, GateMetadata gate, String place, StartedCall call) {
        this.recorder = recorder;
        this.gate = gate;
        this.place = place;
        this.call = call;
        this.seen = new TracedCall("", gate.look().members().importance(), Session.generated());
        this.look = new RunningCall(recorder, gate.look(), LOOK, seen, Span.getInvalid());
    }

    /** Begins an attempt. What it throws, it throws before anything is begun. */
    static Attempt start(CallRecorder recorder, GateMetadata gate, InvocationContext invocation) {
        String place = invocation.getMethod().getDeclaringClass().getSimpleName()
                + '.'
                + invocation.getMethod().getName();
        StartedCall call = recorder.start(gate.attempt(), InvocationContext::getParameters, invocation);
        Attempt attempt = new Attempt(recorder, gate, place, call);
        try {
            recorder.inputs().capture(gate.look(), invocation.getParameters(), attempt.look);
        } catch (Throwable fault) {
            recorder.faults().report("read the arguments of a call for its quality gate", fault);
        }
        return attempt;
    }

    void threw(Throwable thrown) {
        call.threw(thrown);
    }

    /** The answer, or what stands for it; throws {@link QualityGateException} where it is refused. */
    @Nullable
    Object returned(@Nullable Object result) {
        if (result instanceof CompletionStage<?> stage) {
            return later(stage);
        }
        Verdict verdict = await(judge(result));
        return decide(verdict, result);
    }

    private CompletionStage<?> later(CompletionStage<?> stage) {
        call.leave();
        return stage.handle((result, thrown) -> {
                    if (thrown != null) {
                        call.threw(thrown);
                        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
                    }
                    return judge(result).thenApply(verdict -> decide(verdict, result));
                })
                .thenCompose(decided -> decided);
    }

    private CompletionStage<Verdict> judge(@Nullable Object result) {
        try {
            if (result != null) {
                recorder.outputs().capture(result, look);
            }
            return recorder.pipeline().judge(gate.names(), seen.content().build(), System.nanoTime() - began);
        } catch (Throwable fault) {
            recorder.faults().report("judge an answer", fault);
            return CompletableFuture.completedFuture(
                    new Verdict(Verdict.Outcome.UNDECIDED, List.of(), Attributes.empty()));
        }
    }

    private static Verdict await(CompletionStage<Verdict> judging) {
        try {
            return judging.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // Never exceptionally, says the pipeline; if it did all the same, nobody can tell.
        }
        return new Verdict(Verdict.Outcome.UNDECIDED, List.of(), Attributes.empty());
    }

    private @Nullable Object decide(Verdict verdict, @Nullable Object result) {
        boolean refused = verdict.outcome() == Verdict.Outcome.FAIL
                || (gate.strict() && verdict.outcome() == Verdict.Outcome.UNDECIDED);
        if (call instanceof RunningCall running) {
            verdict.scores().forEach((key, value) -> put(running, key, value));
        }
        if (!refused || gate.onFail() != QualityGate.OnFail.THROW) {
            call.returned(result, null);
            return refused && gate.onFail() == QualityGate.OnFail.REPLACE ? replacement() : result;
        }
        QualityGateException refusal = new QualityGateException(message(verdict), verdict.evaluations());
        call.refused(result, refusal);
        throw refusal;
    }

    @SuppressWarnings("unchecked") // Both come from one set of attributes.
    private static void put(RunningCall running, AttributeKey<?> key, Object value) {
        running.put((AttributeKey<Object>) key, value);
    }

    private @Nullable Object replacement() {
        Object text = gate.replacement().isEmpty() ? null : gate.replacement();
        return gate.optional() ? Optional.ofNullable(text) : text;
    }

    private String message(Verdict verdict) {
        String why = verdict.evaluations().stream()
                .filter(evaluation ->
                        verdict.outcome() == Verdict.Outcome.UNDECIDED || evaluation.status() == Evaluation.Status.FAIL)
                .map(Evaluation::toString)
                .collect(Collectors.joining(", "));
        return "The answer of " + place + " was refused by its quality gate" + (why.isEmpty() ? "" : ": " + why);
    }
}
