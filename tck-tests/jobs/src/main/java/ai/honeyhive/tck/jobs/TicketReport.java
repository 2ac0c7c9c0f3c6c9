/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A step without items. */
@Named("ticketReport")
@Dependent
public class TicketReport extends AbstractBatchlet {

    @Inject
    Clerk clerk;

    @Override
    public String process() {
        return clerk.report();
    }
}
