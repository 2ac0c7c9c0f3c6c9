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
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds who can read a result, once for each class: the application's beans, its services, what this library brings along.
 * Thread-safe.
 */
@Singleton
public final class ResultReader {

    private static final int MOST_CLASSES = 1024;
    private static final String BUILT_IN = "ai.honeyhive.microprofile.internal.";

    private final Faults faults = new Faults();
    private final Instance<ResultExtractor> beans;
    private final Map<Class<?>, Optional<ResultExtractor>> byClass = new ConcurrentHashMap<>();
    private volatile List<ResultExtractor> further = List.of();
    private volatile @Nullable List<ResultExtractor> extractors;

    @Inject
    ResultReader(@Any Instance<ResultExtractor> beans) {
        this.beans = beans;
    }

    /** Beans that this library does not see itself, asked before all others. */
    public void add(List<ResultExtractor> unseen) {
        further = List.copyOf(unseen);
        extractors = null;
        byClass.clear();
    }

    /** Whether anybody can read such results. */
    boolean reads(Object result) {
        return find(result.getClass()) != null;
    }

    /** What can be read of a result, {@code null} where nobody understands it. Never throws. */
    @Nullable
    ModelResult read(Object result) {
        ResultExtractor extractor = find(result.getClass());
        if (extractor == null) {
            return null;
        }
        var into = new ModelResult();
        try {
            extractor.extract(result, into);
        } catch (Throwable fault) {
            faults.report("read a result with " + extractor.getClass().getName(), fault);
        }
        return into;
    }

    private @Nullable ResultExtractor find(Class<?> type) {
        Optional<ResultExtractor> known = byClass.get(type);
        if (known == null) {
            known = all().stream().filter(one -> supports(one, type)).findFirst();
            if (byClass.size() < MOST_CLASSES) {
                byClass.put(type, known);
            }
        }
        return known.orElse(null);
    }

    private boolean supports(ResultExtractor extractor, Class<?> type) {
        try {
            return extractor.supports(type);
        } catch (Throwable fault) {
            faults.report("ask " + extractor.getClass().getName() + " about " + type.getName(), fault);
            return false;
        }
    }

    private List<ResultExtractor> all() {
        List<ResultExtractor> found = extractors;
        if (found == null) {
            found = new ArrayList<>(further);
            try {
                beans.forEach(found::add);
            } catch (Throwable fault) {
                faults.report("find the beans that read results", fault);
            }
            addServices(found);
            extractors = found;
        }
        return found;
    }

    /** The application's class loader sees its services and ours; a shared library's sees ours in any case. */
    private void addServices(List<ResultExtractor> found) {
        List<ResultExtractor> builtIn = new ArrayList<>();
        ClassLoader ours = ResultReader.class.getClassLoader();
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        for (ClassLoader loader : application == null || application == ours
                ? new ClassLoader[] {ours}
                : new ClassLoader[] {application, ours}) {
            for (ResultExtractor service : services(loader)) {
                List<ResultExtractor> rank = service.getClass().getName().startsWith(BUILT_IN) ? builtIn : found;
                if (rank.stream().noneMatch(one -> one.getClass() == service.getClass())) {
                    rank.add(service);
                }
            }
        }
        found.addAll(builtIn);
    }

    private List<ResultExtractor> services(ClassLoader loader) {
        List<ResultExtractor> services = new ArrayList<>();
        Iterator<ResultExtractor> each =
                ServiceLoader.load(ResultExtractor.class, loader).iterator();
        int failures = 0;
        while (failures < 100) {
            try {
                if (!each.hasNext()) {
                    break;
                }
                services.add(each.next());
            } catch (Throwable fault) {
                failures++;
                faults.report("load a service of " + ResultExtractor.class.getName(), fault);
            }
        }
        return services;
    }
}
