/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;

/** Adds our beans on containers of CDI Lite, that is Quarkus, while the application is built. Reads no configuration. */
@SkipIfPortableExtensionPresent(SecretsPortableExtension.class)
public final class SecretsBuildCompatibleExtension implements BuildCompatibleExtension {

    @Discovery
    public void addBeans(ScannedClasses classes) {
        SecretsBeans.present().forEach(bean -> classes.add(bean.getName()));
    }
}
