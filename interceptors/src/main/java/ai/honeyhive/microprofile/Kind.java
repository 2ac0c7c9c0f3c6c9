/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

/**
 * What a traced call does. Each kind knows its HoneyHive event type and its {@code gen_ai.operation.name}, which agree
 * with each other: HoneyHive's ingestion classifies by the latter first.
 */
public enum Kind {
    /** A call of a language model: event type {@code model}, operation {@code chat}. */
    MODEL("model", "chat"),
    /** A call of an embedding model: event type {@code model}, operation {@code embeddings}. */
    EMBEDDING("model", "embeddings"),
    /** A search for context: event type {@code tool}, operation {@code retrieval}. */
    RETRIEVAL("tool", "retrieval"),
    /** A tool that a model may call: event type {@code tool}, operation {@code execute_tool}. */
    TOOL("tool", "execute_tool"),
    /** An agent: event type {@code chain}, operation {@code invoke_agent}. */
    AGENT("chain", "invoke_agent"),
    /** A workflow of several agents or models: event type {@code chain}, operation {@code invoke_workflow}. */
    WORKFLOW("chain", "invoke_workflow"),
    /** Any other step of the application: event type {@code chain}, no operation name. */
    CHAIN("chain", ""),
    /**
     * Work on many items, the elements of the one parameter that is a collection, an array or a stream: event type
     * {@code chain}, no operation name. The event has the number of items instead of the items, and the figures of a
     * {@link BatchResult} that the method returns.
     */
    BATCH("chain", "");

    private final String eventType;
    private final String operation;

    Kind(String eventType, String operation) {
        this.eventType = eventType;
        this.operation = operation;
    }

    /**
     * The value of {@code honeyhive_event_type}.
     *
     * @return {@code model}, {@code tool} or {@code chain}
     */
    public String eventType() {
        return eventType;
    }

    /**
     * The value of {@code gen_ai.operation.name}.
     *
     * @return the operation, empty for {@link #CHAIN} and {@link #BATCH}, never {@code null}
     */
    public String operation() {
        return operation;
    }

    /**
     * Whether this kind calls a model, so that a model and a provider make sense.
     *
     * @return true for {@link #MODEL}, {@link #EMBEDDING} and {@link #AGENT}
     */
    public boolean callsModel() {
        return this == MODEL || this == EMBEDDING || this == AGENT;
    }
}
