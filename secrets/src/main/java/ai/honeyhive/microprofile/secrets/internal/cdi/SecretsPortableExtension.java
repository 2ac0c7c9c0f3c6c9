/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds our beans on containers of CDI Full; {@link SecretsBuildCompatibleExtension} does it on CDI Lite. */
public final class SecretsPortableExtension implements Extension {

    void addBeans(@Observes BeforeBeanDiscovery event) {
        for (Class<?> bean : SecretsBeans.present()) {
            event.addAnnotatedType(bean, bean.getName());
        }
    }
}
