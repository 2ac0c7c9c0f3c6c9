/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/** An application beside the kit's, without our library: it tells what the kit's has left in the JVM of the server. */
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

    /** How many objects of classes whose name begins like this a full garbage collection leaves alive. */
    @GET
    @Path("alive")
    public long alive(@QueryParam("of") String prefix) throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        // A line: rank, instances, bytes, class name, and perhaps its module.
        return histogram
                .toString()
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].startsWith(prefix))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }
}
