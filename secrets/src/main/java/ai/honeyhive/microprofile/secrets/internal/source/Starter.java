/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.internal.aws.AwsStoreProvider;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import ai.honeyhive.microprofile.secrets.internal.config.SecretsSettings;
import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import ai.honeyhive.microprofile.secrets.internal.config.SettingsReader;
import ai.honeyhive.microprofile.secrets.internal.config.StoreSettings;
import ai.honeyhive.microprofile.secrets.internal.core.Expansion;
import ai.honeyhive.microprofile.secrets.internal.core.Runtimes;
import ai.honeyhive.microprofile.secrets.internal.core.SecretsAudit;
import ai.honeyhive.microprofile.secrets.internal.core.SecretsRuntime;
import ai.honeyhive.microprofile.secrets.internal.crypto.EncryptedValue;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import ai.honeyhive.microprofile.secrets.internal.crypto.UndecryptableException;
import ai.honeyhive.microprofile.secrets.internal.file.FileStoreProvider;
import ai.honeyhive.microprofile.secrets.internal.kubernetes.KubernetesStoreProvider;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStoreProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** From settings to a config source that answers. */
final class Starter {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");

    private final Settings settings;
    private final ClassLoader loader;

    private Starter(Settings settings, ClassLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /**
     * Opens the stores, reads everything and gives the source.
     *
     * @return nothing where nothing is mapped
     * @throws IllegalStateException if a setting is wrong or a required secret cannot be had; the message says which, why
     *     and how to fix it
     */
    static List<ConfigSource> start(Settings settings, ClassLoader loader) {
        try {
            SecretsSettings read = SettingsReader.read(settings);
            return read.isEmpty() ? List.of() : List.of(new Starter(settings, loader).start(read));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The configuration of secrets is wrong:\n" + e.getMessage(), e);
        }
    }

    private ConfigSource start(SecretsSettings read) {
        SecretsAudit audit = SecretsAudit.open(settings);
        try {
            return start(read, audit);
        } finally {
            // From here on the stores hold it, if there are any.
            audit.leave();
        }
    }

    private ConfigSource start(SecretsSettings read, SecretsAudit audit) {
        audit.loaded(read);
        SecretsRuntime runtime = new SecretsRuntime(read, audit);
        runtime.putFixed(decrypt(read, audit));
        Map<String, SecretStoreProvider> providers = providers();
        for (String store :
                read.documents().stream().map(DocumentId::store).collect(Collectors.toCollection(TreeSet::new))) {
            open(store, providers, runtime, audit);
        }
        runtime.start();
        Runtimes.add(runtime);
        boolean enabled = !"false".equals(settings.get("mp.config.property.expressions.enabled"));
        LOG.info(() -> "HoneyHive secrets gives " + runtime.names() + ", read from "
                + read.documents().stream().map(DocumentId::store).collect(Collectors.toCollection(TreeSet::new))
                + ".");
        return new SecretsConfigSource(runtime, Expansion.of(read.expressions(), enabled), read.ordinal());
    }

    private void open(
            String name, Map<String, SecretStoreProvider> providers, SecretsRuntime runtime, SecretsAudit audit) {
        Signal signal = new Signal();
        StoreSettings store = new StoreSettings(name, settings, signal, audit);
        SecretStoreProvider provider = providers.get(store.type());
        if (provider == null) {
            throw new IllegalArgumentException(store.property("type") + ": there is no type " + store.type()
                    + ". Allowed is one of " + providers.keySet() + ".");
        }
        Set<String> unknown = store.unknown();
        if (!unknown.isEmpty()) {
            LOG.log(Level.WARNING, "No setting of a store of type {0}, and without effect: {1}", new Object[] {
                store.type(), unknown
            });
        }
        Duration usual = store.type().equals("file") ? Duration.ofSeconds(10) : Duration.ofMinutes(5);
        Duration refresh = store.duration("refresh", usual);
        if (refresh.toMillis() < 100) {
            throw new IllegalArgumentException(store.property("refresh") + " is shorter than 100ms.");
        }
        SecretStore opened = provider.open(store);
        signal.target = runtime.add(name, opened, refresh);
    }

    private Map<String, SecretStoreProvider> providers() {
        Map<String, SecretStoreProvider> providers = new TreeMap<>();
        for (SecretStoreProvider ours : List.of(
                new FileStoreProvider(),
                new VaultStoreProvider(),
                new KubernetesStoreProvider(),
                new AwsStoreProvider())) {
            providers.put(ours.type(), ours);
        }
        for (SecretStoreProvider theirs : ServiceLoader.load(SecretStoreProvider.class, loader)) {
            providers.put(theirs.type(), theirs);
        }
        return providers;
    }

    private Map<String, String> decrypt(SecretsSettings read, SecretsAudit audit) {
        Map<String, String> encrypted = read.encrypted();
        if (encrypted.isEmpty()) {
            return Map.of();
        }
        KeyRing ring = KeyRings.load(settings, audit, read.bootBudget());
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, List<String>> byKey = new TreeMap<>();
        encrypted.forEach((property, jwe) -> {
            try {
                values.put(property, EncryptedValue.decrypt(ring, property, jwe));
                byKey.computeIfAbsent(EncryptedValue.keyId(jwe), id -> new ArrayList<>())
                        .add(property);
            } catch (UndecryptableException e) {
                audit.undecryptable(property, e.getMessage() + ", key " + EncryptedValue.keyId(jwe));
                throw new IllegalArgumentException(
                        e.getMessage() + ". It names key " + EncryptedValue.keyId(jwe) + ", the ring holds "
                                + ring.ids() + ".",
                        e);
            }
        });
        byKey.forEach(audit::decrypted);
        return values;
    }

    /** Between a store, which is made first, and its thread. */
    private static final class Signal implements Runnable {

        private volatile @Nullable Runnable target;

        @Override
        public void run() {
            Runnable run = target;
            if (run != null) {
                run.run();
            }
        }
    }
}
