/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the stand-in knows: mounts, policies, namespaces; and who answers what. */
final class VaultStandInState {

    record Question(
            String method,
            String path,
            String query,
            String namespace,
            String token,
            String wrapTtl,
            X509Certificate shown,
            JsonObject body) {

        Question inside(String otherNamespace, String otherPath) {
            return new Question(method, otherPath, query, otherNamespace, token, wrapTtl, shown, body);
        }
    }

    record Answer(int status, JsonObject body) {}

    static final Answer DENIED = errors(403, "permission denied");
    static final Answer DENIED_BY_POLICY = errors(403, "1 error occurred:\n\t* permission denied\n\n");

    /** Namespace, then mount: version of its KV engine. */
    private final Map<String, Map<String, VaultStandInKv>> mounts = new HashMap<>();

    private final Map<String, VaultStandInTransit> transits = new HashMap<>();
    /** Policy, then method and pattern of the path. */
    private final Map<String, List<String>> allowed = new HashMap<>();

    private final VaultStandInAuth auth;
    private boolean sealed;

    VaultStandInState(String root) {
        mounts.put("", new HashMap<>());
        auth = new VaultStandInAuth(root);
    }

    synchronized Answer answer(Question asked) {
        if (asked.path().equals("sys/health")) {
            return new Answer(sealed ? 503 : 200, object().add("sealed", sealed).build());
        }
        if (sealed && !asked.path().equals("sys/test-unseal")) {
            return errors(503, "Vault is sealed");
        }
        Question question = withNamespace(asked);
        if (!mounts.containsKey(question.namespace())) {
            return errors(404, "namespace not found");
        }
        Answer open = auth.withoutToken(question);
        if (open != null) {
            return open;
        }
        VaultStandInAuth.Token token = auth.token(question.token());
        if (token == null) {
            return DENIED;
        }
        Answer own = auth.aboutToken(question, token);
        if (own != null) {
            return own;
        }
        return token.root() ? admin(question) : guarded(question, token);
    }

    synchronized void expireTokens() {
        auth.expireTokens();
    }

    private Question withNamespace(Question question) {
        String header = question.namespace() == null ? "" : question.namespace().replaceAll("/$", "");
        for (String namespace : mounts.keySet()) {
            if (!namespace.isEmpty() && question.path().startsWith(namespace + "/")) {
                return question.inside(namespace, question.path().substring(namespace.length() + 1));
            }
        }
        return question.inside(header, question.path());
    }

    private Answer guarded(Question question, VaultStandInAuth.Token token) {
        String preflight = "sys/internal/ui/mounts/";
        if (question.path().startsWith(preflight)) {
            return mount(question.inside(question.namespace(), question.path().substring(preflight.length())));
        }
        String asked = question.method() + " " + question.path();
        boolean may = token.policies().stream()
                .flatMap(policy -> allowed.getOrDefault(policy, List.of()).stream())
                .anyMatch(asked::matches);
        return may ? engine(question) : DENIED_BY_POLICY;
    }

    private Answer admin(Question question) {
        String path = question.path();
        if (path.startsWith("sys/mounts/")) {
            String mount = path.substring("sys/mounts/".length());
            if (question.body().getString("type").equals("transit")) {
                transits.put(mount, new VaultStandInTransit());
                return new Answer(204, null);
            }
            String version = question.body().getJsonObject("options").getString("version");
            mounts.get(question.namespace()).put(mount, new VaultStandInKv(version));
            return new Answer(204, null);
        }
        if (path.startsWith("sys/policies/acl/")) {
            // Only what the tests write: path "..." { capabilities=["read"] }, or update.
            allowed.put(
                    path.substring("sys/policies/acl/".length()),
                    java.util.regex.Pattern.compile("path \"([^\"]+)\" \\{ ?capabilities ?= ?\\[\"(read|update)\"] ?}")
                            .matcher(question.body().getString("policy"))
                            .results()
                            .map(match -> (match.group(2).equals("read") ? "GET " : "POST ")
                                    + match.group(1).replace("+", "[^/]+"))
                            .toList());
            return new Answer(204, null);
        }
        if (path.startsWith("sys/namespaces/")) {
            mounts.put(path.substring("sys/namespaces/".length()), new HashMap<>());
            return data(object().build());
        }
        if (path.equals("sys/seal") || path.equals("sys/test-unseal")) {
            sealed = path.equals("sys/seal");
            return new Answer(204, null);
        }
        if (path.startsWith("sys/internal/ui/mounts/")) {
            return mount(question.inside(question.namespace(), path.substring("sys/internal/ui/mounts/".length())));
        }
        Answer set = auth.admin(question);
        return set != null ? set : engine(question);
    }

    private Answer mount(Question question) {
        VaultStandInKv kv = mounts.get(question.namespace()).get(mountOf(question.path()));
        return kv == null
                ? DENIED
                : data(object().add("options", object().add("version", kv.version()))
                        .add("path", mountOf(question.path()) + "/")
                        .add("type", "kv")
                        .build());
    }

    private Answer engine(Question question) {
        VaultStandInTransit transit = transits.get(mountOf(question.path()));
        return transit == null
                ? kv(question)
                : transit.answer(
                        question,
                        question.path().substring(mountOf(question.path()).length() + 1));
    }

    private Answer kv(Question question) {
        VaultStandInKv kv = mounts.get(question.namespace()).get(mountOf(question.path()));
        return kv == null
                ? errors(404, "no handler for route \"" + question.path() + "\". route entry not found.")
                : kv.answer(
                        question,
                        question.path().substring(mountOf(question.path()).length() + 1));
    }

    private static String mountOf(String path) {
        return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
    }

    static JsonObjectBuilder object() {
        return Json.createObjectBuilder();
    }

    static Answer errors(int status, String... errors) {
        return new Answer(
                status,
                object().add("errors", Json.createArrayBuilder(List.of(errors))).build());
    }

    static Answer data(JsonValue data) {
        return new Answer(200, envelope(data, 0, null, null, null));
    }

    /** The frame that all good answers have. */
    static JsonObject envelope(JsonValue data, long lease, JsonValue wrap, String warning, JsonValue auth) {
        return object().add("request_id", UUID.randomUUID().toString())
                .add("lease_id", "")
                .add("renewable", false)
                .add("lease_duration", lease)
                .add("data", data == null ? JsonValue.NULL : data)
                .add("wrap_info", wrap == null ? JsonValue.NULL : wrap)
                .add(
                        "warnings",
                        warning == null
                                ? JsonValue.NULL
                                : Json.createArrayBuilder().add(warning).build())
                .add("auth", auth == null ? JsonValue.NULL : auth)
                .build();
    }

    /** As Go writes durations: 5s, 30m, 1h. */
    static Duration duration(String text, Duration otherwise) {
        return text == null || text.isEmpty()
                ? otherwise
                : Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
}
