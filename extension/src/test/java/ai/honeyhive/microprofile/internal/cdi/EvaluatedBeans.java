/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.Evaluated;
import ai.honeyhive.microprofile.Expected;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import ai.honeyhive.microprofile.RetrievedContext;
import ai.honeyhive.microprofile.evaluation.Category;
import ai.honeyhive.microprofile.evaluation.Evaluation;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.Input;
import ai.honeyhive.microprofile.evaluation.Sample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Beans that are evaluated, and evaluators that are beans. */
final class EvaluatedBeans {

    private EvaluatedBeans() {}

    @ApplicationScoped
    static class Reviewed {

        @Evaluated("length")
        void alone(String question) {}

        @LLMTraced(kind = Kind.MODEL)
        @Evaluated({"length", "exact-match"})
        void both(String question) {}
    }

    @Evaluated("length")
    @Dependent
    static class ByClass {

        void work() {}
    }

    @Stereotype
    @Evaluated("length")
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Scored {}

    @Scored
    @Dependent
    static class ByStereotype {

        void work() {}
    }

    @ApplicationScoped
    static class Misnamed {

        @Evaluated("latncy")
        void work() {}
    }

    @ApplicationScoped
    static class Concierge {

        @LLMTraced(kind = Kind.MODEL)
        @Evaluated("answer")
        String answer(@Prompt String question, @RetrievedContext List<String> pages, @Expected String expected) {
            return expected + ", please";
        }

        @Evaluated({"politeness", "length"})
        String alone(String question) {
            return "please " + question;
        }

        @Evaluated("blocking")
        String slow(String question) {
            return question;
        }

        @Evaluated("broken")
        String judgedByBroken(String question) {
            return question;
        }

        @Evaluated({"exact-match", "latency"})
        String fail(@Expected String expected) {
            throw new IllegalStateException("no");
        }

        @Evaluated("politeness")
        Flow.Publisher<String> stream() {
            SubmissionPublisher<String> pieces = new SubmissionPublisher<>(Runnable::run, 16);
            return subscriber -> {
                pieces.subscribe(subscriber);
                pieces.submit("please ");
                pieces.submit("wait");
                pieces.close();
            };
        }

        @Evaluated("asking")
        String judgedByModel(String question) {
            return question;
        }
    }

    /** Something an evaluator gets injected. */
    @ApplicationScoped
    static class Words {

        String magic() {
            return "please";
        }
    }

    @ApplicationScoped
    static class Politeness implements Evaluator {

        @Inject
        Words words;

        @Override
        public String name() {
            return "politeness";
        }

        @Override
        public Category category() {
            return Category.QUALITY;
        }

        @Override
        public Set<Input> needs() {
            return Set.of(Input.OUTPUT);
        }

        @Override
        public CompletionStage<Evaluation> evaluate(Sample sample) {
            boolean polite = sample.output() != null && sample.output().contains(words.magic());
            return CompletableFuture.completedFuture(
                    Evaluation.verdict(polite).withExplanation("says " + words.magic() + " to " + sample.question()));
        }
    }

    /** Waits until a test lets it go on. */
    @ApplicationScoped
    static class Blocking implements Evaluator {

        static volatile CountDownLatch gate = new CountDownLatch(0);
        static final List<String> THREADS = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "blocking";
        }

        @Override
        public Category category() {
            return Category.QUALITY;
        }

        @Override
        public CompletionStage<Evaluation> evaluate(Sample sample) {
            THREADS.add(Thread.currentThread().getName());
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return CompletableFuture.completedFuture(Evaluation.scored(0.5).withExplanation("in the end"));
        }
    }

    @ApplicationScoped
    static class Broken implements Evaluator {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Category category() {
            return Category.QUALITY;
        }

        @Override
        public CompletionStage<Evaluation> evaluate(Sample sample) {
            throw new UnsupportedOperationException("not today");
        }
    }

    /** Calls an evaluated method itself, as a judge may that is a traced bean. */
    @ApplicationScoped
    static class Asking implements Evaluator {

        @Inject
        HoneyHive honeyHive;

        @Override
        public String name() {
            return "asking";
        }

        @Override
        public Category category() {
            return Category.QUALITY;
        }

        @Override
        public CompletionStage<Evaluation> evaluate(Sample sample) {
            String verdict = honeyHive.trace("judge").evaluated("asking").call(() -> "fine");
            return CompletableFuture.completedFuture(Evaluation.labelled(verdict));
        }
    }
}
