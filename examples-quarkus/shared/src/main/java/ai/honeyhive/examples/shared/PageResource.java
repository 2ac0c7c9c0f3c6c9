/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** The web page with the question box. */
@ApplicationScoped
@Path("/")
public class PageResource {

    @GET
    @Produces("text/html; charset=utf-8")
    public byte[] page() throws IOException {
        try (InputStream page = PageResource.class.getResourceAsStream("/assistant.html")) {
            return page.readAllBytes();
        }
    }
}
