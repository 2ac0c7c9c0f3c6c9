/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.export.KeySource;
import ai.honeyhive.microprofile.spi.CredentialRefresher;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The key of one tracer, read from the configuration each time; asks whoever keeps that fresh. */
final class RotatingKey implements KeySource {

    private static final Logger LOG = Logger.getLogger(RotatingKey.class.getPackageName());
    private static final int MOST_FAILURES = 100;

    private final HoneyHiveConfig settings;
    private final Config config;
    private final String tracer;
    private final ClassLoader application;
    private @Nullable List<CredentialRefresher> refreshers;

    /**
     * @param application where refreshers are looked for, beside our own class loader
     */
    RotatingKey(HoneyHiveConfig settings, Config config, String tracer, ClassLoader application) {
        this.settings = settings;
        this.config = config;
        this.tracer = tracer;
        this.application = application;
    }

    @Override
    public @Nullable ApiKey get() {
        return settings.currentKey(tracer);
    }

    @Override
    public boolean refreshSoon() {
        boolean hope = false;
        for (CredentialRefresher refresher : refreshers()) {
            try {
                hope |= refresher.refreshSoon(config);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(
                        Level.WARNING,
                        "A credential refresher failed: " + refresher.getClass().getName(),
                        e);
            }
        }
        return hope;
    }

    private List<CredentialRefresher> refreshers() {
        List<CredentialRefresher> found = refreshers;
        if (found == null) {
            found = new ArrayList<>();
            addServices(application, found);
            addServices(RotatingKey.class.getClassLoader(), found);
            refreshers = found;
        }
        return found;
    }

    private static void addServices(ClassLoader loader, List<CredentialRefresher> found) {
        Iterator<CredentialRefresher> each =
                ServiceLoader.load(CredentialRefresher.class, loader).iterator();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            try {
                if (!each.hasNext()) {
                    return;
                }
                CredentialRefresher next = each.next();
                if (found.stream().noneMatch(one -> one.getClass() == next.getClass())) {
                    found.add(next);
                }
            } catch (RuntimeException | LinkageError | java.util.ServiceConfigurationError e) {
                failures++;
                LOG.log(Level.WARNING, "A credential refresher cannot be loaded", e);
            }
        }
    }
}
