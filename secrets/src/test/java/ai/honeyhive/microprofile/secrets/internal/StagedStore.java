/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A store of the application, through the public interface for stores: does what a test tells it. Each test uses a store
 * name of its own.
 */
public final class StagedStore implements SecretStoreProvider {

    /** What a store does when it is read. */
    public interface Script {

        SecretDocument read(String path) throws SecretStoreException, InterruptedException;
    }

    private static final Map<String, StagedStore.Stage> STAGES = new ConcurrentHashMap<>();

    /** A store's script, and what has happened to it. */
    public static final class Stage {

        public volatile Script script;
        public volatile StoreContext context;
        public volatile boolean closed;
        public final List<String> readers = new CopyOnWriteArrayList<>();

        public void gives(String... fields) {
            SecretDocument document = document(fields);
            script = path -> document;
        }

        public void fails(SecretStoreException.Kind kind) {
            script = path -> {
                throw new SecretStoreException(kind, "staged failure");
            };
        }
    }

    public static Stage stage(String store) {
        return STAGES.computeIfAbsent(store, name -> new Stage());
    }

    public static SecretDocument document(String... fields) {
        Map<String, String> map = new ConcurrentHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(fields[i], fields[i + 1]);
        }
        return new SecretDocument(map, "1", null);
    }

    @Override
    public String type() {
        return "staged";
    }

    @Override
    public SecretStore open(StoreContext context) {
        Stage stage = stage(context.name());
        stage.context = context;
        return new SecretStore() {

            @Override
            public SecretDocument read(String path, String version) throws SecretStoreException, InterruptedException {
                stage.readers.add(Thread.currentThread().getName());
                return stage.script.read(path);
            }

            @Override
            public void close() {
                stage.closed = true;
            }
        };
    }
}
