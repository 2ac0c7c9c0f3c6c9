/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Secrets over the Kubernetes API, with one watch for each that is mapped. */
final class KubernetesStore implements SecretStore {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");

    private final KubernetesApi api;
    private final boolean watch;
    private final StoreContext context;
    private final Map<String, SecretWatch> watches = new HashMap<>();
    private boolean reviewed;

    KubernetesStore(KubernetesApi api, boolean watch, StoreContext context) {
        this.api = api;
        this.watch = watch;
        this.context = context;
    }

    @Override
    public SecretDocument read(String path, @Nullable String version)
            throws SecretStoreException, InterruptedException {
        if (version != null || path.contains("/")) {
            throw new SecretStoreException(
                    Kind.NOT_FOUND,
                    "k8s:" + path + (version == null ? "" : "@" + version)
                            + ": Kubernetes has no versions of secrets, and a name without a slash");
        }
        Reply reply = api.get(path);
        if (reply.status() != 200) {
            throw failure(reply, path);
        }
        if (watch) {
            watches.computeIfAbsent(path, name -> SecretWatch.start(api, name, context));
        }
        try {
            JsonObject json = reply.json();
            return new SecretDocument(
                    fields(json.object("data")), json.object("metadata").text("resourceVersion"), null);
        } catch (JsonException e) {
            throw new SecretStoreException(
                    Kind.INVALID, "the API server's answer for k8s:" + path + " cannot be used: " + e.getMessage());
        }
    }

    private static Map<String, String> fields(JsonObject data) throws JsonException {
        Map<String, String> fields = new HashMap<>();
        for (String name : data.names()) {
            try {
                byte[] bytes = Base64.getDecoder().decode(data.text(name));
                fields.put(
                        name,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (CharacterCodingException | IllegalArgumentException e) {
                LOG.log(Level.FINE, "Key {0} of a secret is left out: it is not UTF-8", name);
            }
        }
        return fields;
    }

    private SecretStoreException failure(Reply reply, String path) {
        String what = "The API server answers HTTP " + reply.status() + " for k8s:" + path + " in namespace "
                + api.namespace();
        return switch (reply.status()) {
            case 401 -> new SecretStoreException(Kind.DENIED, what + ": the service account's token is not valid");
            case 403 ->
                new SecretStoreException(
                        Kind.DENIED,
                        what + ": the role needs get and watch on secrets with resourceNames [" + path + "]");
            case 404 -> new SecretStoreException(Kind.NOT_FOUND, what);
            default ->
                new SecretStoreException(
                        reply.status() >= 500 || reply.status() == 429 ? Kind.UNAVAILABLE : Kind.INVALID, what);
        };
    }

    @Override
    public Duration maintain() throws SecretStoreException, InterruptedException {
        if (!reviewed) {
            reviewed = true;
            for (String verb : List.of("get", "list")) {
                warnIfAllowedForAll(verb);
            }
        }
        return Duration.ofDays(1);
    }

    private void warnIfAllowedForAll(String verb) throws InterruptedException {
        try {
            Reply reply = api.reviewAccessToAll(verb);
            if (reply.jsonOrEmpty().object("status").isTrue("allowed")) {
                LOG.log(
                        Level.WARNING,
                        "The service account may {0} all secrets of namespace {1}. Limit its role by resourceNames.",
                        new Object[] {verb, api.namespace()});
            }
        } catch (SecretStoreException | JsonException e) {
            LOG.log(Level.FINE, "What the service account may do is not known", e);
        }
    }

    @Override
    public void close() {
        watches.values().forEach(SecretWatch::close);
        api.close();
    }
}
