/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.payara;

import ai.honeyhive.tck.ClaimKit;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class PayaraClaimIT implements ClaimKit {

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive war() {
        StringBuilder settings =
                new StringBuilder(Mode.ON.properties(Console.shared().url()));
        ClaimKit.settings()
                .forEach((key, value) ->
                        settings.append(key).append('=').append(value).append('\n'));
        return KitWar.of("claim.war", settings.toString()).addClass(Guarded.class);
    }

    @Override
    public URI application() {
        return application;
    }
}
