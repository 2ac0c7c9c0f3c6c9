/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The door to the listeners of LangChain4j. */
@Path("talk")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class TalkResource {

    @Inject
    Talker talker;

    @GET
    public String talk(@QueryParam("instrumentor") String instrumentor, @QueryParam("about") String about) {
        return talker.talk(instrumentor, about);
    }
}
