/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.Config;

/** What the server's configuration says, as the application sees it. */
@Path("/configured")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class ConfiguredResource {

    @Inject
    Config config;

    @GET
    public String configured(@QueryParam("name") String name) {
        return config.getOptionalValue(name, String.class).orElse("(none)");
    }

    /** What the config sources themselves list, for who dumps a configuration. */
    @GET
    @Path("listed")
    public String listed() {
        StringBuilder listed = new StringBuilder();
        config.getConfigSources().forEach(source -> {
            if (source.getName().equals("HoneyHive secrets")) {
                listed.append(source.getProperties());
            }
        });
        return listed.toString();
    }
}
