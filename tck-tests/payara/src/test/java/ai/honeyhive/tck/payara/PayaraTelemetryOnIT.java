/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.payara;

import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.OutgoingBehaviour;
import ai.honeyhive.tck.TelemetryOnKit;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class PayaraTelemetryOnIT extends TelemetryOnKit implements OutgoingBehaviour {

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive war() {
        return KitWar.of(Mode.ON, Console.shared().url());
    }

    @Override
    public URI application() {
        return application;
    }
}
