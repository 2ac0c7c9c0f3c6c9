/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;

/** Forgets them. */
@Named("ticketWriter")
@Dependent
public class TicketWriter extends AbstractItemWriter {

    @Override
    public void writeItems(List<Object> items) {}
}
