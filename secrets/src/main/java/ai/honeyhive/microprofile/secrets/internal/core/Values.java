/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import ai.honeyhive.microprofile.secrets.internal.config.SecretsSettings;
import ai.honeyhive.microprofile.secrets.internal.crypto.SealedValue;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All values by property. Readers see one immutable map and never wait; the threads of the stores replace it as a whole, so
 * that two values of one document always belong together.
 */
final class Values {

    private final Plan plan;
    private final Duration maxStale;
    private final boolean dropDeleted;
    private final Map<DocumentId, DocumentState> states = new HashMap<>();
    private final Set<DocumentId> loaded = new HashSet<>();
    private volatile Map<String, Held> current = Map.of();

    Values(SecretsSettings settings) {
        this.plan = new Plan(settings);
        this.maxStale = settings.maxStale();
        this.dropDeleted = settings.dropDeleted();
        for (DocumentId id : settings.documents()) {
            states.put(id, new DocumentState());
        }
    }

    Plan plan() {
        return plan;
    }

    /** A property's value, {@code null} where there is none that may be used. */
    @Nullable
    Held get(String property) {
        Held held = current.get(property);
        return held != null && held.state().usable(maxStale) ? held : null;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        current.forEach((name, held) -> {
            if (held.state().usable(maxStale)) {
                names.add(name);
            }
        });
        return Collections.unmodifiableSet(names);
    }

    synchronized void putFixed(Map<String, String> values) {
        Map<String, Held> next = new HashMap<>(current);
        values.forEach((name, value) -> next.put(name, new Held(new SealedValue(value), "", DocumentState.FIXED)));
        current = Map.copyOf(next);
    }

    /** What a document would change. */
    record Update(Map<String, String> fresh, Set<String> changed, Set<String> held) {}

    /** What taking over a document would change; nobody else changes its properties meanwhile. */
    synchronized Update update(DocumentId id, SecretDocument document) throws SecretStoreException {
        DocumentState state = state(id);
        Set<String> held = heldFrom(state);
        Map<String, String> fresh = plan.values(id, document, dropDeleted ? Set.of() : held);
        Set<String> changed = new TreeSet<>(held);
        changed.removeAll(fresh.keySet());
        for (Map.Entry<String, String> entry : fresh.entrySet()) {
            Held old = current.get(entry.getKey());
            if (old == null || old.state() != state || !old.value().open().equals(entry.getValue())) {
                changed.add(entry.getKey());
            }
        }
        return new Update(fresh, changed, held);
    }

    /** Takes over a document, all of it or nothing. */
    synchronized void accept(DocumentId id, SecretDocument document, Update update) {
        DocumentState state = state(id);
        Map<String, Held> next = new HashMap<>(current);
        next.keySet().removeAll(update.changed());
        update.fresh()
                .forEach((name, value) -> next.put(name, new Held(new SealedValue(value), document.version(), state)));
        current = Map.copyOf(next);
        state.good();
        loaded.add(id);
    }

    /**
     * Notes that a document could not be had.
     *
     * @return the properties that have no value any more
     */
    synchronized Set<String> failed(DocumentId id, SecretStoreException failure) {
        DocumentState state = state(id);
        state.failed();
        boolean deleted = failure.kind() == Kind.DELETED || failure.kind() == Kind.NOT_FOUND;
        if (!deleted || !dropDeleted) {
            return Set.of();
        }
        Set<String> dropped = heldFrom(state);
        Map<String, Held> next = new HashMap<>(current);
        next.keySet().removeAll(dropped);
        current = Map.copyOf(next);
        return dropped;
    }

    /** Whether a document has ever been read. */
    synchronized boolean isLoaded(DocumentId id) {
        return loaded.contains(id);
    }

    private DocumentState state(DocumentId id) {
        DocumentState state = states.get(id);
        if (state == null) {
            throw new IllegalArgumentException("not a document of ours: " + id);
        }
        return state;
    }

    private Set<String> heldFrom(DocumentState state) {
        Set<String> held = new HashSet<>();
        current.forEach((name, value) -> {
            if (value.state() == state) {
                held.add(name);
            }
        });
        return held;
    }
}
