/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Asks the model about ticket 17 only, which it cannot read. */
@Named("ticketSorter")
@Dependent
public class TicketSorter implements ItemProcessor {

    @Inject
    Clerk clerk;

    @Override
    public Object processItem(Object item) {
        return item.equals(17) ? clerk.read("17") : "billing";
    }
}
