/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.users;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The LLM service, by MicroProfile REST Client. */
@Path("/")
@RegisterRestClient(configKey = "llm")
public interface LlmService {

    @POST
    @Path("complete")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    String complete(String prompt);
}
