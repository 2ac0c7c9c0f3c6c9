/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Properties;

/** An application with a batch job that knows nothing of HoneyHive; the job's XML has a line that does. */
@Path("/")
public class Nightly {

    static final String JOB = """
            <job id="nightly" xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.0">
                <listeners><listener ref="honeyhive"/></listeners>
                <step id="sort">
                    <listeners><listener ref="honeyhive"/></listeners>
                    <chunk item-count="10">
                        <reader ref="ticketReader"/>
                        <processor ref="ticketSorter"/>
                        <writer ref="ticketWriter"/>
                        <skippable-exception-classes>
                            <include class="java.lang.IllegalArgumentException"/>
                        </skippable-exception-classes>
                    </chunk>
                </step>
            </job>
            """;

    /** Where it answers. */
    @ApplicationPath("/jobs")
    public static class Root extends Application {}

    @POST
    public String start() {
        return String.valueOf(BatchRuntime.getJobOperator().start("nightly", new Properties()));
    }

    @GET
    @Path("latest")
    public String status() {
        var operator = BatchRuntime.getJobOperator();
        var instance = operator.getJobInstances("nightly", 0, 1).get(0);
        return operator.getJobExecutions(instance).get(0).getBatchStatus().name();
    }

    /** Tickets 0 to 34. */
    @Named("ticketReader")
    @Dependent
    public static class Reader extends AbstractItemReader {
        private int next;

        @Override
        public Object readItem() {
            return next < 35 ? next++ : null;
        }
    }

    /** Fails at ticket 17. */
    @Named("ticketSorter")
    @Dependent
    public static class Sorter implements ItemProcessor {
        @Override
        public Object processItem(Object item) {
            if (item.equals(17)) {
                throw new IllegalArgumentException("illegible ticket " + item);
            }
            return "billing";
        }
    }

    /** Forgets them. */
    @Named("ticketWriter")
    @Dependent
    public static class Writer extends AbstractItemWriter {
        @Override
        public void writeItems(List<Object> items) {}
    }
}
