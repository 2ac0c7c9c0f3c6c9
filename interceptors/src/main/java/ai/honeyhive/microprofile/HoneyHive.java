/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

/**
 * What {@link LLMTraced} does, for code that has no CDI proxy in front of it: lambdas, self-invocation, objects made
 * with {@code new}. And the way to say more about the current event. Inject it:
 *
 * <pre>{@code
 * @Inject HoneyHive honeyHive;
 *
 * String answer = honeyHive.trace("rephrase").kind(Kind.MODEL).model("gpt-4o-mini").prompt(question)
 *         .call(() -> client.ask(question));
 * honeyHive.currentEvent().metadata("tenant", tenant).metric("lexical_support", 0.8);
 * }</pre>
 *
 * <p>Thread-safe. Nothing here throws, but for what the traced work itself throws.
 */
public interface HoneyHive {

    /**
     * Prepares a traced call.
     *
     * @param name the name of the event, never blank
     * @return the call, to be described and run once
     * @throws IllegalArgumentException if the name is blank
     */
    Trace trace(String name);

    /**
     * The event of the innermost traced call of this thread's context.
     *
     * @return the event, never {@code null}; outside any traced call one that ignores what it is told
     */
    Event currentEvent();

    /**
     * Work that returns something.
     *
     * @param <T> what it returns
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Work<T, E extends Exception> {

        /**
         * Does the work.
         *
         * @return the result
         * @throws E what it may throw
         */
        T run() throws E;
    }

    /** A traced call that has not begun. Not thread-safe. */
    interface Trace {

        /** Sets what the work does; {@link Kind#CHAIN} unless set. */
        Trace kind(Kind kind);

        /** Sets the model's provider. */
        Trace provider(String provider);

        /** Sets the model asked for. */
        Trace model(String model);

        /** Sets the tracer; the enclosing call's, else the default one, unless set. An unknown name records nothing. */
        Trace tracer(String tracer);

        /** Sets how important the call is; {@link Importance#STANDARD} unless set. */
        Trace importance(Importance importance);

        /** Adds an input. */
        Trace input(String name, Object value);

        /** Sets what the model is asked: a text or a list of messages. */
        Trace prompt(Object prompt);

        /** Sets the end user. */
        Trace userId(String userId);

        /** Sets the session, as {@link SessionId} does. */
        Trace sessionId(String sessionId);

        /**
         * Does the work and records it. A {@link java.util.concurrent.CompletionStage}, a Mutiny type or a
         * {@link java.util.stream.Stream} is followed to its end, as with {@link LLMTraced}.
         *
         * @param work the work, called exactly once, on this thread
         * @return what the work returned
         * @throws E what the work threw, the same object
         */
        <T, E extends Exception> T call(Work<T, E> work) throws E;

        /** Does work that returns nothing. */
        void run(Runnable work);
    }

    /** The event of a call that runs. Each method answers the event itself. Thread-safe. */
    interface Event {

        /** Adds to {@code metadata}. */
        Event metadata(String key, Object value);

        /** Adds to {@code metrics}: numbers and booleans can be compared and charted. */
        Event metric(String key, Object value);

        /** Adds to {@code feedback}. */
        Event feedback(String key, Object value);

        /** Adds to {@code user_properties}. */
        Event userProperty(String key, Object value);

        /** Adds to {@code inputs}. */
        Event input(String key, Object value);

        /** Adds to {@code outputs}. */
        Event output(String key, Object value);

        /** Adds to {@code config}. */
        Event config(String key, Object value);

        /** Sets the event's error without failing the call. */
        Event error(String message);
    }
}
