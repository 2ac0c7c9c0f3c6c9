/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds the extractor for a result, once a class, and asks it. */
@Singleton
public class ResultReader {

    private static final Logger LOG = Logger.getLogger(ResultReader.class.getPackageName());

    private final List<ResultExtractor> extractors = new ArrayList<>();
    private final Map<Class<?>, Optional<ResultExtractor>> byClass = new ConcurrentHashMap<>();

    @Inject
    ResultReader(@Any Instance<ResultExtractor> beans) {
        beans.forEach(extractors::add);
        Iterator<ResultExtractor> services = ServiceLoader.load(
                        ResultExtractor.class, ResultReader.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    return;
                }
                extractors.add(services.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.log(Level.WARNING, "A result extractor could not be loaded and is left out", e);
            }
        }
    }

    /** What can be read of a result, {@code null} where nobody understands it. */
    @Nullable
    ModelResult read(Object result) {
        ResultExtractor extractor =
                byClass.computeIfAbsent(result.getClass(), this::find).orElse(null);
        if (extractor == null) {
            return null;
        }
        ModelResult into = new ModelResult();
        try {
            extractor.extract(result, into);
        } catch (Throwable t) {
            LOG.log(Level.FINE, t, () -> extractor.getClass().getName() + " could not read a result");
        }
        return into;
    }

    private Optional<ResultExtractor> find(Class<?> type) {
        for (ResultExtractor extractor : extractors) {
            try {
                if (extractor.supports(type)) {
                    return Optional.of(extractor);
                }
            } catch (Throwable t) {
                LOG.log(Level.WARNING, t, () -> extractor.getClass().getName() + " failed and is left out");
            }
        }
        return Optional.empty();
    }
}
