/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many items, few events: work on each item of a collection or stream, one span and one event for each group of items.
 *
 * <pre>{@code
 * BatchResult result = honeyHive.batch("nightly", tickets)
 *         .groupBy(ticket -> ticket.category())
 *         .run(ticket -> assistant.summarise(ticket));
 * }</pre>
 *
 * <p>A group's items are worked on one after the other, groups beside each other. The calling thread reads the items, and
 * works along instead of waiting, so that a batch makes progress even where the executor has no thread to give. Its
 * context is the parent of all groups: called from a traced method, the groups are in its trace and session, and without
 * any trace they share one session.
 *
 * <p>A failing item counts, and stops nothing unless {@link #stopOnFailure()} says so. An {@link Error} counts too, lets no
 * further item begin, and is thrown by {@code run} when the groups have ended.
 *
 * <p>Each setter answers the batch itself. Not thread-safe, and good for one run.
 *
 * @param <T> the items
 */
public interface BatchTrace<T> {

    /**
     * Work on one item.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    interface Work<T> {

        /**
         * Does the work, on any thread of the batch.
         *
         * @return anything; a {@link java.util.concurrent.CompletionStage} is awaited, so that its failure is the item's, and
         *     tokens and cost are read from what a {@link ai.honeyhive.microprofile.spi.ResultExtractor} understands
         * @throws Exception the item has failed
         */
        @Nullable
        Object on(T item) throws Exception;
    }

    /**
     * Work on one item that returns nothing.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    interface Action<T> {

        /**
         * Does the work, on any thread of the batch.
         *
         * @throws Exception the item has failed
         */
        void on(T item) throws Exception;
    }

    /**
     * A group for each key, up to 1,000; the items of further keys share one. Called on the reading thread; what it throws
     * ends the reading and is thrown by {@code run}.
     *
     * @param key a short text, or an object whose text is short: it names the group at HoneyHive
     */
    BatchTrace<T> groupBy(Function<? super T, ?> key);

    /**
     * Groups of so many items, the last one smaller; 500 unless set.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    BatchTrace<T> groupsOf(int size);

    /**
     * The most groups that are worked on at a time; 8 unless set. Of a stream no more than group size times this many
     * items are read ahead of their work (with {@link #groupBy} 128 times this many), and the reading waits.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    BatchTrace<T> parallelism(int groups);

    /**
     * Whose threads do the work. Unless set: the server's default {@code ManagedExecutorService}, where there is none
     * virtual threads, before JDK 21 threads of this run.
     */
    BatchTrace<T> executor(Executor executor);

    /** A failing item ends its group: the group's further items are skipped and counted. Other groups go on. */
    BatchTrace<T> stopOnFailure();

    /**
     * Ends the batch early: asked before each item, on any thread. Items under way come to their end, others are skipped.
     * An interrupt of the calling thread also ends the batch, and interrupts the items under way.
     */
    BatchTrace<T> cancelWhen(BooleanSupplier cancelled);

    /**
     * Tells how far the batch is, at most five times a second and once at the end; never on two threads at a time.
     *
     * @see BatchProgress#line a line for the command line
     */
    BatchTrace<T> onProgress(Consumer<? super BatchProgress> listener);

    /** Sets the tracer; the enclosing call's, else the default one, unless set. An unknown name records nothing. */
    BatchTrace<T> tracer(String tracer);

    /** Sets how important the groups are; {@link Importance#STANDARD} unless set. */
    BatchTrace<T> importance(Importance importance);

    /**
     * Works on all items and waits for their end. Results are not kept: the work does with them what is to be done. A
     * stream is closed.
     *
     * @param work the work, called at most once for each item
     * @return what became of the items
     * @throws RuntimeException what the stream or the grouping has thrown, after the end of the items read before
     * @throws Error what an item has thrown first, after the end of the items under way
     */
    BatchResult run(Work<? super T> work);

    /**
     * The same for work that returns nothing.
     *
     * @param action the work, called at most once for each item
     * @return what became of the items
     * @throws RuntimeException as {@link #run}
     * @throws Error as {@link #run}
     */
    BatchResult forEach(Action<? super T> action);
}
