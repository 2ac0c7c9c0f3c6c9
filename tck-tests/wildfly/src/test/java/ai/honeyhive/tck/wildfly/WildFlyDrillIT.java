/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.AwsSdk;
import ai.honeyhive.tck.DrillKit;
import ai.honeyhive.tck.KitWar;
import java.io.File;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class WildFlyDrillIT extends DrillKit {

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive deployment() {
        return KitWar.of("drills.war", properties())
                .addAsLibraries(Artifacts.jar("honeyhive-secrets").toFile())
                .addAsLibraries(AwsSdk.jars().toArray(File[]::new));
    }

    @Override
    protected URI application() {
        return application;
    }
}
