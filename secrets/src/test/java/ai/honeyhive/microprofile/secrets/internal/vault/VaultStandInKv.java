/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.data;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.envelope;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.errors;
import static ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.object;

import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Answer;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStandInState.Question;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A KV engine of the stand-in. */
final class VaultStandInKv {

    private static final class Version {
        private JsonObject data;
        private final String created = Instant.now().toString();
        private String deleted = "";
        private boolean destroyed;
    }

    private final String version;
    private final Map<String, List<Version>> second = new HashMap<>();
    private final Map<String, JsonObject> first = new HashMap<>();

    VaultStandInKv(String version) {
        this.version = version;
    }

    String version() {
        return version;
    }

    Answer answer(Question question, String path) {
        if (version.equals("1")) {
            return first(question, path);
        }
        if (path.startsWith("data/")) {
            return data2(question, path.substring("data/".length()));
        }
        for (String action : List.of("undelete/", "destroy/")) {
            if (path.startsWith(action)) {
                change(question, path.substring(action.length()), action.equals("destroy/"));
                return new Answer(204, null);
            }
        }
        return new Answer(
                404,
                envelope(
                        null,
                        0,
                        null,
                        "Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate API"
                                + " endpoints to use. If using the OpenBao CLI, use 'bao kv get' for this operation.",
                        null));
    }

    private Answer first(Question question, String path) {
        if (!question.method().equals("GET")) {
            first.put(path, question.body());
            return new Answer(204, null);
        }
        JsonObject data = first.get(path);
        if (data == null) {
            return errors(404);
        }
        Duration life = VaultStandInState.duration(data.getString("ttl", ""), Duration.ZERO);
        return new Answer(200, envelope(data, life.toSeconds(), null, null, null));
    }

    private Answer data2(Question question, String path) {
        List<Version> versions = second.computeIfAbsent(path, key -> new ArrayList<>());
        switch (question.method()) {
            case "POST", "PUT" -> {
                Version added = new Version();
                added.data = asTheServerKeepsIt(question.body().getJsonObject("data"));
                versions.add(added);
                return data(metadata(added, versions.size()));
            }
            case "DELETE" -> {
                versions.get(versions.size() - 1).deleted = Instant.now().toString();
                return new Answer(204, null);
            }
            default -> {
                return read(question, versions);
            }
        }
    }

    private static Answer read(Question question, List<Version> versions) {
        int number = question.query().startsWith("version=")
                ? Integer.parseInt(question.query().substring("version=".length()))
                : versions.size();
        if (number < 1 || number > versions.size()) {
            return errors(404);
        }
        Version found = versions.get(number - 1);
        boolean gone = found.destroyed || !found.deleted.isEmpty();
        JsonObject body = object().add("data", gone ? JsonValue.NULL : found.data)
                .add("metadata", metadata(found, number))
                .build();
        return new Answer(gone ? 404 : 200, envelope(body, 0, null, null, null));
    }

    private void change(Question question, String path, boolean destroy) {
        for (JsonValue number : question.body().getJsonArray("versions")) {
            Version changed = second.get(path).get(((JsonNumber) number).intValue() - 1);
            changed.destroyed = destroy;
            changed.deleted = "";
        }
    }

    private static JsonObject metadata(Version version, int number) {
        return object().add("created_time", version.created)
                .add("custom_metadata", JsonValue.NULL)
                .add("deletion_time", version.deleted)
                .add("destroyed", version.destroyed)
                .add("version", number)
                .build();
    }

    /** Numbers go through floating point, and come back with 17 digits at most. */
    private static JsonObject asTheServerKeepsIt(JsonObject data) {
        JsonObjectBuilder kept = object();
        data.forEach((name, value) -> {
            if (value instanceof JsonNumber number) {
                double rounded = number.doubleValue();
                kept.add(name, Json.createValue(new java.math.BigDecimal(Double.toString(rounded)).toBigInteger()));
            } else {
                kept.add(name, value);
            }
        });
        return kept.build();
    }
}
