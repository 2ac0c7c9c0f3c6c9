/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretChangeListener;
import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretValue;
import ai.honeyhive.microprofile.secrets.Secrets;
import ai.honeyhive.microprofile.secrets.StoreStatus;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import ai.honeyhive.microprofile.secrets.internal.config.SecretsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything at work: the stores' threads and the values they keep fresh. */
public final class SecretsRuntime implements StoreWorker.Owner, Secrets {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final Duration END = Duration.ofSeconds(2);

    private final SecretsSettings settings;
    private final Values values;
    private final SecretsAudit audit;
    private final List<StoreWorker> workers = new ArrayList<>();
    private final List<SecretChangeListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * One that has no store yet.
     *
     * @param audit given back when the last store has ended
     */
    public SecretsRuntime(SecretsSettings settings, SecretsAudit audit) {
        this.settings = settings;
        this.audit = audit;
        this.values = new Values(settings);
    }

    /** Adds values that come from no store. */
    public void putFixed(Map<String, String> fixed) {
        values.putFixed(fixed);
    }

    /**
     * Adds a store, before the start.
     *
     * @return to be run when the store has seen a change; does not keep anything of ours alive
     */
    public Runnable add(String name, SecretStore store, Duration refresh) {
        List<DocumentId> documents = settings.documents().stream()
                .filter(id -> id.store().equals(name))
                .toList();
        StoreWorker worker = new StoreWorker(name, this, store, documents, refresh, settings.maxStale(), audit::leave);
        workers.add(worker);
        return worker::changed;
    }

    /**
     * Reads everything for the first time, on the stores' own threads, and waits for it no longer than the boot budget.
     *
     * @throws IllegalStateException if a required property has no value then; everything is closed in this case
     */
    public void start() {
        for (StoreWorker worker : workers) {
            audit.enter();
            worker.start();
        }
        long deadline = System.nanoTime() + settings.bootBudget().toNanos();
        try {
            for (StoreWorker worker : workers) {
                worker.awaitSettled(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            workers.forEach(StoreWorker::close);
            throw new IllegalStateException("The application cannot start without these secrets:\n"
                    + String.join("\n", missing)
                    + "\nName a property in honeyhive.secrets.optional if the application can do without it.");
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (DocumentId id : settings.documents()) {
            Set<String> required = values.plan().requiredOf(id);
            required.removeIf(name -> values.get(name) != null);
            if (!required.isEmpty() && !loaded(id, required)) {
                missing.add("- " + String.join(", ", required) + " from " + id + ": " + why(id));
            }
        }
        return missing;
    }

    /** Imports have no names of their own: for them the document is what counts. */
    private boolean loaded(DocumentId id, Set<String> required) {
        boolean importsOnly = required.stream().allMatch(name -> name.endsWith(".*"));
        return importsOnly && values.isLoaded(id);
    }

    private String why(DocumentId id) {
        for (StoreWorker worker : workers) {
            SecretStoreException failure = worker.failing().get(id);
            if (failure != null) {
                return String.valueOf(failure.getMessage());
            }
        }
        return "no answer within honeyhive.secrets.boot-budget (" + settings.bootBudget() + ")";
    }

    @Override
    public void read(DocumentId id, SecretDocument document) throws SecretStoreException {
        Values.Update update = values.update(id, document);
        Map<String, Boolean> changes = new TreeMap<>();
        update.changed().forEach(name -> changes.put(name, update.held().contains(name)));
        audit.read(id, document, changes, update.fresh());
        values.accept(id, document, update);
        changed(update.changed());
    }

    @Override
    public void failed(DocumentId id, SecretStoreException failure) {
        audit.failed(id, values.plan().propertiesOf(id), failure);
        changed(values.failed(id, failure));
    }

    private void changed(Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        LOG.log(Level.INFO, "Secrets have been read: {0}", names);
        for (SecretChangeListener listener : listeners) {
            try {
                listener.changed(names);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "A listener for changed secrets failed", e);
            }
        }
    }

    @Override
    public Optional<SecretValue> find(String property) {
        Held held = values.get(property);
        return held == null
                ? Optional.empty()
                : Optional.of(new SecretValue(
                        property,
                        held.value().open(),
                        held.version(),
                        held.state().goodAt()));
    }

    @Override
    public Set<String> names() {
        return values.names();
    }

    @Override
    public void refreshSoon() {
        workers.forEach(StoreWorker::refreshSoon);
    }

    @Override
    public Registration onChange(SecretChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public List<StoreStatus> stores() {
        return workers.stream().map(StoreWorker::status).toList();
    }

    @Override
    public void shutDown() {
        workers.forEach(StoreWorker::close);
        long deadline = System.nanoTime() + END.toNanos();
        try {
            for (StoreWorker worker : workers) {
                worker.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
