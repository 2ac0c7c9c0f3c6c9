/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.spi.RequestClassifier;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application's own word on sampling. That it is asked for here keeps it from being removed as unused on Quarkus. */
@Singleton
public class SamplingBeans {

    private final Instance<RequestClassifier> classifiers;
    private final @Nullable HoneyHivePortableExtension extension;

    @Inject
    SamplingBeans(@Any Instance<RequestClassifier> classifiers, Instance<HoneyHivePortableExtension> extension) {
        this.classifiers = classifiers;
        this.extension = extension.isResolvable() ? extension.get() : null;
    }

    /** Whether beans of a type are asked for here. */
    static boolean asksFor(String type) {
        return type.equals(RequestClassifier.class.getName());
    }

    /** Who tells the class of a request. */
    List<RequestClassifier> classifiers() {
        return ApplicationBean.all(RequestClassifier.class, classifiers, extension).stream()
                .map(ApplicationBean::get)
                .toList();
    }
}
