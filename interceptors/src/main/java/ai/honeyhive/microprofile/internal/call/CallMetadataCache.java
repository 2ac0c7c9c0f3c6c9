/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/** The metadata of each traced method, read at its first call. Held by a bean: a static would outlive a redeploy. */
@Singleton
public class CallMetadataCache {

    private record Key(Method method, Class<?> beanClass) {}

    private final Map<Key, CallMetadata> byMethod = new ConcurrentHashMap<>();
    private final CallMetadataReader reader;

    @Inject
    CallMetadataCache() {
        reader = new CallMetadataReader(ConfigProvider.getConfig());
    }

    CallMetadata of(Method method, Class<?> beanClass) {
        Key key = new Key(method, beanClass);
        CallMetadata known = byMethod.get(key);
        return known != null ? known : byMethod.computeIfAbsent(key, k -> reader.read(k.method(), k.beanClass()));
    }
}
