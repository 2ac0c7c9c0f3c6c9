/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bean of the application that we ask for by its type.
 *
 * @param bean what the container knows of it
 * @param reference makes or finds the object
 */
record ApplicationBean<T>(Bean<?> bean, Supplier<T> reference) {

    /**
     * All of a type. On Payara a library of a WAR does not see the beans of the WAR's own classes (run), but the portable
     * extension is told of them; on CDI Lite there is no such extension, and no such limit.
     */
    static <T> List<ApplicationBean<T>> all(
            Class<T> type, Instance<T> visible, @Nullable HoneyHivePortableExtension extension) {
        List<ApplicationBean<T>> all = new ArrayList<>();
        for (Instance.Handle<T> handle : visible.handles()) {
            all.add(new ApplicationBean<>(handle.getBean(), handle::get));
        }
        all.addAll(unseen(type, visible, extension));
        return all;
    }

    /** Those that are not visible to us. */
    static <T> List<ApplicationBean<T>> unseen(
            Class<T> type, Instance<T> visible, @Nullable HoneyHivePortableExtension extension) {
        if (extension == null) {
            return List.of();
        }
        Set<Bean<?>> known = new HashSet<>();
        visible.handles().forEach(handle -> known.add(handle.getBean()));
        List<ApplicationBean<T>> unseen = new ArrayList<>();
        for (Bean<?> bean : extension.noted(type)) {
            if (known.add(bean)) {
                unseen.add(new ApplicationBean<>(bean, () -> extension.reference(bean, type)));
            }
        }
        return unseen;
    }

    T get() {
        return reference.get();
    }

    boolean isUnqualified() {
        return bean.getQualifiers().contains(Default.Literal.INSTANCE);
    }
}
