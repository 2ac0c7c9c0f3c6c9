/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Tickets 0 to 34, or those of a partition. */
@Named("ticketReader")
@Dependent
public class TicketReader extends AbstractItemReader {

    @Inject
    @BatchProperty
    @Nullable
    String from;

    @Inject
    @BatchProperty
    @Nullable
    String to;

    private int next;
    private int end;

    @Override
    public void open(@Nullable Serializable checkpoint) {
        next = number(from, 0);
        end = number(to, 35);
    }

    private static int number(@Nullable String property, int otherwise) {
        return property == null || property.isEmpty() ? otherwise : Integer.parseInt(property);
    }

    @Override
    public @Nullable Object readItem() {
        return next < end ? next++ : null;
    }
}
