/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import ai.honeyhive.tck.SecretsKit;
import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class LibertySecretsIT extends SecretsKit {

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive deployment() {
        return war();
    }

    @Override
    public URI application() {
        return application;
    }
}
