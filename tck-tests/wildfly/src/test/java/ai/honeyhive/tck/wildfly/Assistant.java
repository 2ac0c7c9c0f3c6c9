/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;

/** Knows when a shop is open, but for the night. */
@ApplicationScoped
public class Assistant {

    @LLMTraced(name = "answer")
    public String ask(String question) {
        return question.contains("Monday") ? "from 9 to 17" : question.contains("night") ? "open" : "closed";
    }

    /** The door. */
    @Path("/ask")
    public static class Desk {

        @Inject
        Assistant assistant;

        @GET
        public String ask(@QueryParam("question") String question) {
            return assistant.ask(question);
        }
    }

    /** Where it answers. */
    @ApplicationPath("/shop")
    public static class Root extends Application {}
}
