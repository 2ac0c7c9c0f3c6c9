/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.JobsKit;
import ai.honeyhive.tck.KitWar;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.arquillian.api.ServerSetup;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** On the server's own batch runtime, JBeret. */
@ArquillianTest
@ServerSetup(Batch.class)
class WildFlyJobsIT extends JobsKit {

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
