/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.RedeployKit;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class WildFlyDeploymentIT extends RedeployKit {

    @ArquillianResource
    Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("probe")
    URI probe;

    @Deployment(name = "probe", testable = false)
    static WebArchive probeWar() {
        return KitWar.probe();
    }

    @Deployment(name = "kit", managed = false, testable = false)
    static WebArchive kitWar() {
        return kit();
    }

    @Deployment(name = "hanging", managed = false, testable = false)
    static WebArchive hangingWar() {
        return hangingEndpoint();
    }

    @Override
    protected void deploy(String application) {
        deployer.deploy(application);
    }

    @Override
    protected void undeploy(String application) {
        deployer.undeploy(application);
    }

    @Override
    protected URI probe() {
        return probe;
    }

    @Override
    protected String classLoaders() {
        return "org.jboss.modules.ModuleClassLoader";
    }
}
