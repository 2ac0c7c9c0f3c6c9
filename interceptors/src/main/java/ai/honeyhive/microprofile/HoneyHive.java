/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
     * @return the call, to be described and run
     * @throws IllegalArgumentException if the name is blank
     */
    Trace trace(String name);

    /**
     * Prepares work on each item of a collection, recorded as one event for each group of items.
     *
     * @param name the name of the events, never blank
     * @param items the items, not to be changed before the end of the run
     * @return the batch, to be described and run
     * @throws IllegalArgumentException if the name is blank
     */
    <T> BatchTrace<T> batch(String name, Collection<? extends T> items);

    /**
     * The same for a stream, which is read item by item as there is room, on the calling thread, and closed.
     *
     * @param name the name of the events, never blank
     * @param items the items
     * @return the batch, to be described and run
     * @throws IllegalArgumentException if the name is blank
     */
    <T> BatchTrace<T> batch(String name, Stream<? extends T> items);

    /**
     * The event of the innermost traced call of this thread's context, also inside spans that somebody else made.
     *
     * @return the event, never {@code null}; outside any traced call one that ignores what it is told
     */
    Event currentEvent();

    /**
     * Adds to the feedback of an event whose call may be over: thumbs up or down, a rating, a comment. It follows the event
     * by HoneyHive's REST API, from a thread of ours, for about a minute until HoneyHive has the event; feedback for an
     * event that sampling left out is lost. Works for events of the default tracer, inside a traced call for those of the
     * call's tracer, and with {@link ForTracer} for those of the tracer that it names.
     *
     * @param eventId the id of the event, from {@link Event#id()}; blank is ignored
     * @param key the name of the feedback, such as {@code thumbs_up}
     * @param value a scalar as it is, everything else as JSON; {@code null} is left out
     */
    void feedback(String eventId, String key, @Nullable Object value);

    /**
     * Gives a request of {@code java.net.http}, which no server instruments, the headers by which the trace goes on in the
     * service that it is sent to: {@code traceparent}, {@code tracestate} and {@code baggage}, whatever else the server
     * propagates. Session, user and tracer are in the baggage only where {@code honeyhive.propagation.hosts} allows the
     * request's host. Call it where the call is current that shall be the parent, not on a thread of the client.
     *
     * <pre>{@code
     * HttpRequest request = HttpRequest.newBuilder(uri).build();
     * client.send(honeyHive.propagate(request), BodyHandlers.ofString());
     * }</pre>
     *
     * @param request the request, not changed
     * @return a copy with those headers, which replace any of the same name; the request itself where that fails
     */
    HttpRequest propagate(HttpRequest request);

    /**
     * Gives a message the headers by which the trace goes on in whoever receives it: {@code traceparent}, {@code
     * tracestate} and {@code baggage}, or those that the server propagates by instead. For messages that nobody instruments,
     * such as those of Jakarta Messaging (JMS), whose properties may have these names. Session, user and tracer are in the
     * baggage only where {@code honeyhive.propagation.messages} allows the destination; by default it allows none. Call it
     * in the call that is to be the parent, before the message is sent. Never throws.
     *
     * <pre>{@code
     * TextMessage message = context.createTextMessage(question);
     * honeyHive.propagate("questions", message::setStringProperty);
     * context.createProducer().send(queue, message);
     * }</pre>
     *
     * @param destination the name of the queue or topic, by which the configuration allows it
     * @param message sets a header of the message, called for each on this thread; what it throws is told in the log
     */
    void propagate(String destination, HeaderWriter message);

    /**
     * Works on a message in the trace, session, user and tracer that its headers tell, as {@link #propagate(String,
     * HeaderWriter)} writes them. Makes no span and no event of its own: traced calls of the work are children of whoever
     * sent the message, or of the span that the server has made in that trace for receiving it. Where the headers tell
     * nothing, or cannot be read, the work is done in the context as it is.
     *
     * <pre>{@code
     * public void onMessage(Message message) {
     *     honeyHive.received(message::getStringProperty, () -> reader.read(message));
     * }
     * }</pre>
     *
     * @param message reads a header of the message, called on this thread before the work
     * @param work the work, called exactly once, on this thread
     * @throws E what the work threw, the same object
     */
    <E extends Exception> void received(HeaderReader message, Action<E> work) throws E;

    /** Sets headers of a message that is to be sent. */
    @FunctionalInterface
    interface HeaderWriter {

        /**
         * Sets a header, in place of one of the same name.
         *
         * @param name as the server's propagators write it; W3C's three are Java identifiers, as JMS asks for
         * @param value printable ASCII
         * @throws Exception where that cannot be
         */
        void set(String name, String value) throws Exception;
    }

    /** Reads headers of a message that was received. */
    @FunctionalInterface
    interface HeaderReader {

        /**
         * A header.
         *
         * @return its value, {@code null} where it is absent
         * @throws Exception where it cannot be read
         */
        @Nullable
        String get(String name) throws Exception;
    }

    /**
     * Work that returns something.
     *
     * @param <T> what it returns
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Work<T extends @Nullable Object, E extends Exception> {

        /**
         * Does the work.
         *
         * @return the result
         * @throws E what it may throw
         */
        T run() throws E;
    }

    /**
     * Work that returns nothing.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    interface Action<E extends Exception> {

        /**
         * Does the work.
         *
         * @throws E what it may throw
         */
        void run() throws E;
    }

    /** A traced call that has not begun. Each setter answers the call itself. Not thread-safe. */
    interface Trace {

        /** Sets what the work does; {@link Kind#CHAIN} unless set. */
        Trace kind(Kind kind);

        /** Sets the model's provider. Only for kinds that call a model. */
        Trace provider(String provider);

        /** Sets the model asked for. Only for kinds that call a model. */
        Trace model(String model);

        /** Sets the tracer; the enclosing call's, else the default one, unless set. An unknown name records nothing. */
        Trace tracer(String tracer);

        /** Sets how important the call is; {@link Importance#STANDARD} unless set. */
        Trace importance(Importance importance);

        /** Adds an input; {@code null} is left out. */
        Trace input(String name, @Nullable Object value);

        /** Adds to what the model is asked: a text, a message or a list of messages, as with {@link Prompt}. */
        Trace prompt(@Nullable Object prompt);

        /** Sets what was retrieved for the model to know, as with {@link RetrievedContext}. */
        Trace retrievedContext(@Nullable Object context);

        /** Sets the right answer or answers, as with {@link Expected}. */
        Trace expected(@Nullable Object expected);

        /**
         * Scores the result, as with {@link Evaluated}. A name that nobody knows is told in the log, once.
         *
         * @param names pipelines and evaluators
         */
        Trace evaluated(String... names);

        /** Sets the end user, as with {@link UserId}. */
        Trace userId(@Nullable String userId);

        /** Sets the session, as with {@link SessionId}. */
        Trace sessionId(@Nullable String sessionId);

        /**
         * Does the work and records it. What comes later or in pieces, a {@link java.util.concurrent.CompletionStage}, a
         * Mutiny type, a {@link java.util.stream.Stream} or a publisher, is followed to its end, as with
         * {@link LLMTraced}; a publisher of a public class, whose caller may count on that very class, ends the call at
         * once.
         *
         * @param work the work, called exactly once, on this thread
         * @return what the work returned
         * @throws E what the work threw, the same object
         */
        <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E;

        /**
         * Does work that returns nothing, and records it.
         *
         * @param work the work, called exactly once, on this thread
         * @throws E what the work threw, the same object
         */
        <E extends Exception> void run(Action<E> work) throws E;
    }

    /**
     * The event of a call that runs. What is set twice has the last value; what is set after the end of the call is lost.
     * Values are recorded as arguments are: scalars as they are, everything else as JSON. {@code null} is left out. Each
     * method answers the event itself. Thread-safe.
     */
    interface Event {

        /**
         * The id under which HoneyHive gets the event, made by the first who asks: keep it to add {@linkplain
         * HoneyHive#feedback feedback} later. Ask before the end of the call.
         *
         * @return a UUID, or an empty text outside any call that is recorded
         */
        String id();

        /** Adds to {@code metadata}. */
        Event metadata(String key, @Nullable Object value);

        /** Adds to {@code metrics}: numbers and booleans can be compared and charted. */
        Event metric(String key, @Nullable Object value);

        /** Adds to {@code feedback}. */
        Event feedback(String key, @Nullable Object value);

        /** Adds to {@code user_properties}. */
        Event userProperty(String key, @Nullable Object value);

        /** Adds to {@code inputs}, unless {@code honeyhive.capture.content} is {@code none}. */
        Event input(String key, @Nullable Object value);

        /** Adds to {@code outputs}, unless {@code honeyhive.capture.content} is {@code none}. */
        Event output(String key, @Nullable Object value);

        /** Adds to {@code config}. */
        Event config(String key, @Nullable Object value);

        /**
         * Sets the tokens that the call has used, where its result does not tell. For model calls only: HoneyHive adds up
         * what the calls of a session say.
         *
         * @param inputTokens the tokens of the request, those of a cache included
         * @param outputTokens the tokens of the answer, those for reasoning included
         */
        Event usage(long inputTokens, long outputTokens);

        /** Sets the event's error without failing the call. */
        Event error(@Nullable String message);
    }
}
