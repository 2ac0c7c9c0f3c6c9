/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** An application beside the kit's, without our library: it tells what the kit's has left in the JVM. */
@Path("/")
public class Probe {

    /** Where it answers. */
    @ApplicationPath("/probe")
    public static class Root extends Application {}

    @GET
    @Path("threads")
    public String threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("honeyhive"))
                .sorted()
                .collect(Collectors.joining(","));
    }

    @GET
    @Path("classes")
    public String classes() {
        System.gc();
        return String.valueOf(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }
}
