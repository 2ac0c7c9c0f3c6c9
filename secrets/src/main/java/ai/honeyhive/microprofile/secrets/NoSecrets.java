/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nothing is mapped. */
enum NoSecrets implements Secrets {
    INSTANCE;

    @Override
    public Optional<SecretValue> find(String property) {
        return Optional.empty();
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public void refreshSoon() {}

    @Override
    public Registration onChange(SecretChangeListener listener) {
        return () -> {};
    }

    @Override
    public List<StoreStatus> stores() {
        return List.of();
    }

    @Override
    public void shutDown() {}
}
