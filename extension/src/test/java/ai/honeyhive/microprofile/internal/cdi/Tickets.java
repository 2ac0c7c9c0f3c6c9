/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.HoneyHive;
import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The artifacts of the jobs in META-INF/batch-jobs, which know nothing of HoneyHive but for a traced call. */
final class Tickets {

    static final Class<?>[] BEANS = {Reader.class, Sorter.class, Writer.class, Letter.class};

    private Tickets() {}

    @Named("ticketReader")
    @Dependent
    static class Reader extends AbstractItemReader {

        static final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();

        @Inject
        @BatchProperty
        @Nullable
        String from;

        @Inject
        @BatchProperty
        String to;

        private int next;

        @Override
        public void open(@Nullable Serializable checkpoint) {
            next = checkpoint != null ? (Integer) checkpoint : from == null ? 0 : Integer.parseInt(from);
        }

        @Override
        public @Nullable Object readItem() {
            if (unreadable.contains(next)) {
                throw new IllegalArgumentException("no ticket " + next++);
            }
            return next < Integer.parseInt(to) ? next++ : null;
        }

        @Override
        public Serializable checkpointInfo() {
            return next;
        }
    }

    @Named("ticketSorter")
    @Dependent
    static class Sorter implements ItemProcessor {

        /** Tickets that fail, by how; once only those in {@link #unavailable}. */
        static final Set<Integer> illegible = ConcurrentHashMap.newKeySet();

        static final Set<Integer> unavailable = ConcurrentHashMap.newKeySet();
        static final Set<Integer> broken = ConcurrentHashMap.newKeySet();
        static final Set<Integer> dropped = ConcurrentHashMap.newKeySet();

        @Inject
        HoneyHive honeyHive;

        @Override
        public @Nullable Object processItem(Object item) throws Exception {
            Integer ticket = (Integer) item;
            if (illegible.contains(ticket)) {
                return honeyHive.trace("sort " + ticket).call(() -> {
                    throw new IllegalArgumentException("illegible ticket " + ticket);
                });
            }
            if (unavailable.remove(ticket)) {
                throw new IOException("the model is away");
            }
            if (broken.contains(ticket)) {
                throw new AssertionError("a bug in the sorter");
            }
            return dropped.contains(ticket) ? null : "billing";
        }
    }

    @Named("ticketWriter")
    @Dependent
    static class Writer extends AbstractItemWriter {

        /** Items that cannot be written, nor can those beside them. */
        static final Set<Object> unwritable = ConcurrentHashMap.newKeySet();

        @Override
        public void writeItems(List<Object> items) {
            if (items.stream().anyMatch(unwritable::contains)) {
                throw new IllegalArgumentException("the drawer is full");
            }
        }
    }

    @Named("ticketLetter")
    @Dependent
    static class Letter extends AbstractBatchlet {

        @Inject
        HoneyHive honeyHive;

        @Override
        public String process() throws Exception {
            return honeyHive.trace("letter").call(() -> "COMPLETED");
        }
    }
}
