/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cdi;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Our beans. The jar is no bean archive: they are added by an extension, those that can work here. */
final class SecretsBeans {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final String OURS = SecretsBeans.class.getPackageName() + ".";

    private SecretsBeans() {}

    /** Each needs an API that not every server has, but for the first. */
    static List<Class<?>> present() {
        List<Class<?>> present = new ArrayList<>();
        add(present, OURS + "SecretsLifecycle", "jakarta.enterprise.event.Startup");
        add(present, OURS + "SecretsHealthCheck", "org.eclipse.microprofile.health.HealthCheck");
        add(present, OURS + "SecretsMetrics", "io.opentelemetry.api.OpenTelemetry");
        return present;
    }

    private static void add(List<Class<?>> present, String bean, String needed) {
        ClassLoader own = SecretsBeans.class.getClassLoader();
        try {
            // A container resolves all types of a bean's methods, and fails at one that is absent.
            Class.forName(needed, false, own);
            present.add(Class.forName(bean, false, own));
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(Level.FINE, e, () -> bean + " is not usable here");
        }
    }
}
