/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.json.Fields;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The KV engines of Vault and OpenBao, versions 1 and 2. */
final class VaultStore implements SecretStore {

    private final VaultSession session;
    private final String mount;
    private final String kvVersion;
    private final String kvProperty;
    private final Map<String, String> knownVersions = new HashMap<>();

    VaultStore(VaultSession session, String mount, String kvVersion, String kvProperty) {
        this.session = session;
        this.mount = mount;
        this.kvVersion = kvVersion;
        this.kvProperty = kvProperty;
    }

    @Override
    public SecretDocument read(String path, @Nullable String version)
            throws SecretStoreException, InterruptedException {
        String in = mount.isEmpty() ? path.substring(0, Math.max(0, path.indexOf('/'))) : mount;
        if (in.isEmpty() || !path.startsWith(in + "/")) {
            throw new SecretStoreException(
                    Kind.NOT_FOUND, "vault:" + path + " does not begin with the mount of a KV engine and a slash");
        }
        String rest = path.substring(in.length() + 1);
        boolean two = kvVersion(in, path).equals("2");
        if (version != null && (!two || !version.matches("\\d{1,9}"))) {
            throw new SecretStoreException(
                    Kind.NOT_FOUND,
                    "vault:" + path + "@" + version + ": a version is a number, and of KV version 2 only");
        }
        String query = version == null ? "" : "?version=" + version;
        Reply reply = session.get(encodePath(in) + (two ? "/data/" : "/") + encodePath(rest) + query);
        try {
            return switch (reply.status()) {
                case 200 -> two ? second(reply) : first(reply);
                case 404 -> throw missing(reply, path);
                case 403 -> throw denied(reply, path, in + (two ? "/data/" : "/") + rest);
                default ->
                    throw new SecretStoreException(
                            Kind.INVALID,
                            "Vault answers HTTP " + reply.status() + " for vault:" + path + VaultClient.errors(reply));
            };
        } catch (JsonException e) {
            throw VaultClient.unusable("vault:" + path, e);
        }
    }

    private String kvVersion(String in, String path) throws SecretStoreException, InterruptedException {
        String known = kvVersion.equals("auto") ? knownVersions.get(in) : kvVersion;
        if (known != null) {
            return known;
        }
        Reply reply = session.get("sys/internal/ui/mounts/" + encodePath(path));
        if (reply.status() != 200) {
            throw new SecretStoreException(
                    reply.status() == 404 ? Kind.NOT_FOUND : Kind.DENIED,
                    "Vault does not tell which KV version is mounted for vault:" + path + " (HTTP " + reply.status()
                            + ")" + VaultClient.errors(reply) + ": check the mount and the policy, or set "
                            + kvProperty);
        }
        try {
            String two = VaultClient.json(reply, "the mount")
                    .object("data")
                    .object("options")
                    .text("version");
            String found = two.equals("2") ? "2" : "1";
            knownVersions.put(in, found);
            return found;
        } catch (JsonException e) {
            throw VaultClient.unusable("the mount", e);
        }
    }

    private static SecretDocument second(Reply reply) throws JsonException {
        JsonObject data = reply.json().object("data");
        long version = data.object("metadata").number("version");
        return new SecretDocument(Fields.of(data.object("data")), Long.toString(version), null);
    }

    private static SecretDocument first(Reply reply) throws JsonException {
        JsonObject json = reply.json();
        long seconds = json.number("lease_duration");
        return new SecretDocument(Fields.of(json.object("data")), "", seconds > 0 ? Duration.ofSeconds(seconds) : null);
    }

    /** Version 2 says 404 for what never was and for what was deleted; only the body tells. */
    private static SecretStoreException missing(Reply reply, String path) throws JsonException {
        JsonObject metadata = reply.jsonOrEmpty().object("data").object("metadata");
        if (metadata.isTrue("destroyed") || !metadata.text("deletion_time").isEmpty()) {
            return new SecretStoreException(
                    Kind.DELETED,
                    "vault:" + path + ", version " + metadata.number("version") + ", has been "
                            + (metadata.isTrue("destroyed") ? "destroyed" : "deleted"));
        }
        return new SecretStoreException(
                Kind.NOT_FOUND,
                "Vault has nothing under vault:" + path + VaultClient.errors(reply) + VaultClient.warnings(reply));
    }

    private static SecretStoreException denied(Reply reply, String path, String needed) {
        return new SecretStoreException(
                Kind.DENIED,
                "Vault refuses vault:" + path + VaultClient.errors(reply) + ": the policy must allow read on \""
                        + needed + "\"");
    }

    static String encodePath(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    @Override
    public Duration maintain() throws SecretStoreException, InterruptedException {
        return session.maintain();
    }

    @Override
    public void close() {
        session.close();
    }
}
