/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import jakarta.enterprise.inject.spi.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.DeploymentExceptionTransformer;
import org.jspecify.annotations.Nullable;

/** WildFly's adapter tells a refused deployment as an exception of its own; the TCK expects CDI's. */
final class RefusedDeployments implements DeploymentExceptionTransformer {

    @Override
    public Throwable transform(@Nullable Throwable refusal) {
        return new DeploymentException(String.valueOf(refusal), refusal);
    }
}
