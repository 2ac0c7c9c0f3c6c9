/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.ServerWideSdkKit;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The server's environment turns telemetry on ({@code OTEL_SDK_DISABLED=false}): one SDK for all applications, which
 * ignores what an application brings and says no word about it.
 */
@ArquillianTest
class LibertyRuntimeModeIT extends ServerWideSdkKit {

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
