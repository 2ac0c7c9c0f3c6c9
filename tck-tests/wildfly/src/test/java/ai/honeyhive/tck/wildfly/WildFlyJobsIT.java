/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.JobsKit;
import ai.honeyhive.tck.KitWar;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.api.ReloadIfRequired;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.as.arquillian.api.ServerSetupTask;
import org.jboss.as.arquillian.container.ManagementClient;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the server's own batch runtime, JBeret. */
@ArquillianTest
@ServerSetup(WildFlyJobsIT.Batch.class)
class WildFlyJobsIT extends JobsKit {

    /** The server's MicroProfile configuration is without Jakarta Batch. */
    @ReloadIfRequired
    public static final class Batch implements ServerSetupTask {

        @Override
        public void setup(ManagementClient server, String container) throws Exception {
            executeOperation(server, operation("add", "extension", "org.wildfly.extension.batch.jberet"));
            ModelNode subsystem = operation("add", "subsystem", "batch-jberet");
            subsystem.get("default-job-repository").set("in-memory");
            subsystem.get("default-thread-pool").set("batch");
            ModelNode repository =
                    operation("add", "subsystem", "batch-jberet", "in-memory-job-repository", "in-memory");
            ModelNode threads = operation("add", "subsystem", "batch-jberet", "thread-pool", "batch");
            threads.get("max-threads").set(4);
            ModelNode all = operation("composite");
            all.get("steps").add(subsystem).add(repository).add(threads);
            executeOperation(server, all);
        }

        @Override
        public void tearDown(ManagementClient server, String container) throws Exception {
            executeOperation(server, operation("remove", "subsystem", "batch-jberet"));
            executeOperation(server, operation("remove", "extension", "org.wildfly.extension.batch.jberet"));
        }

        private static ModelNode operation(String name, String... address) {
            ModelNode operation = new ModelNode();
            operation.get("operation").set(name);
            operation.get("address").setEmptyList();
            for (int i = 0; i < address.length; i += 2) {
                operation.get("address").add(address[i], address[i + 1]);
            }
            return operation;
        }
    }

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive war() {
        return KitWar.jobs(Console.shared().url());
    }

    @Override
    public URI application() {
        return application;
    }
}
