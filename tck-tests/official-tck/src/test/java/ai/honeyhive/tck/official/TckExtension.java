/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import org.jboss.arquillian.container.spi.client.container.DeploymentExceptionTransformer;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** What the official TCKs need on WildFly, and HoneyHive in each deployment where the run is one with it. */
public final class TckExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        Receiver.start();
        builder.service(ApplicationArchiveProcessor.class, TckDeployments.class);
        builder.service(DeploymentExceptionTransformer.class, RefusedDeployments.class);
    }
}
