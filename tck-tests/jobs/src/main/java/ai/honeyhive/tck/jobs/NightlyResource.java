/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Properties;

/** Starts the job, and says how it goes. */
@Path("nightly")
public class NightlyResource {

    @GET
    public String ready() {
        return "ready";
    }

    /** Answers the number of the execution. */
    @POST
    public String start() {
        return String.valueOf(BatchRuntime.getJobOperator().start("nightly", new Properties()));
    }

    @GET
    @Path("{execution}")
    public String status(@PathParam("execution") long execution) {
        return BatchRuntime.getJobOperator()
                .getJobExecution(execution)
                .getBatchStatus()
                .name();
    }
}
