/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.util.List;
import java.util.stream.Stream;

/** Every {@code honeyhive.secrets.*} key. {@code docs/secrets.md} is compared with it by a test. */
final class SecretKeys {

    static final String PREFIX = "honeyhive.secrets.";
    static final String MAP = PREFIX + "map.";
    static final String IMPORT = PREFIX + "import.";
    static final String STORE = PREFIX + "store.";

    static final SecretKey ENABLED =
            global("enabled", "boolean", "true", "False: no store is contacted and no mapped property has a value.");
    static final SecretKey OPTIONAL = global(
            "optional",
            "names",
            "",
            "Properties, separated by commas, that the application can start without; `*` at the end stands for the rest "
                    + "of a name. All others are required: without them the start fails.");
    static final SecretKey ORDINAL = global(
            "ordinal",
            "integer",
            "270",
            "The ordinal of the config source; the environment has 300, files usually 100.");
    static final SecretKey BOOT_BUDGET = global(
            "boot-budget", "duration", "15s", "The longest that the start waits for the stores, repetitions included.");
    static final SecretKey MAX_STALE = global(
            "max-stale",
            "duration",
            "24h",
            "How long the last good value stays in use while its store fails; `0s`: it is gone with the first failure.");
    static final SecretKey ON_DELETED = global(
            "on-deleted",
            "keep, drop",
            "keep",
            "What happens to a value whose secret somebody deletes: it stays in use for `max-stale`, or is gone at once.");
    static final SecretKey EXPRESSIONS = global(
            "expressions",
            "auto, smallrye, payara, spec, none",
            "auto",
            "Whose property expressions the values are protected from. `auto` asks the MicroProfile Config "
                    + "implementation.");
    static final SecretKey KEYS_FILE =
            global("keys-file", "file", "", "The key ring that encrypted values are decrypted with: see Encryption.");
    static final SecretKey KEYS =
            global("keys", "key ring", "", "The key ring itself, for the environment: `HONEYHIVE_SECRETS_KEYS`.");
    static final SecretKey KEYS_BY = global(
            "keys-by",
            "reference",
            "",
            "Who unwraps the key ring, where it is wrapped: `store:path`, as `vault:transit/honeyhive` or "
                    + "`aws:alias/honeyhive`, with a store of type `vault` or `aws`.");

    /** The keys that belong to no store. */
    static final List<SecretKey> GLOBAL = List.of(
            new SecretKey(
                    MAP + "<property>", "reference", "", "Where the property's value is: `store:path#field@version`."),
            new SecretKey(
                    IMPORT + "<prefix>",
                    "reference",
                    "",
                    "Fields that become `<prefix>.<field>`: `store:path#pattern,pattern`; a pattern is a field's name, "
                            + "with `*` at its end for the rest."),
            OPTIONAL,
            ENABLED,
            ORDINAL,
            BOOT_BUDGET,
            MAX_STALE,
            ON_DELETED,
            EXPRESSIONS,
            KEYS_FILE,
            KEYS,
            KEYS_BY);

    /** The keys of every store. */
    static final List<SecretKey> STORES = List.of(
            store(
                    "type",
                    "text",
                    "its name",
                    "Which kind of store it is: `file`, `vault`, `k8s`, `aws`, or one of yours."),
            store(
                    "refresh",
                    "duration",
                    "10s for files, else 5m",
                    "How often its secrets are read again, give or take a fifth."));

    /** The keys of directories and mounted volumes. */
    static final List<SecretKey> FILE = List.of(
            store("directory", "directory", "/run/secrets", "Where paths begin."),
            store("trim-newline", "boolean", "true", "Whether one line break at the end of a file is left out."));

    /** The keys of Vault and OpenBao. */
    static final List<SecretKey> VAULT = List.of(
            store("address", "URL", "", "`https://host:port`; `http://` to this machine only. Required."),
            store("namespace", "text", "", "The namespace, sent with every request."),
            store("mount", "text", "a path's first part", "The KV engine's mount, where it holds a slash."),
            store("kv-version", "auto, 1, 2", "auto", "The KV engine's version; `auto` asks the server."),
            store("auth", "token, approle, kubernetes, jwt, userpass, cert, aws", "token", "How we log in."),
            store("auth-mount", "text", "its name", "Where the login method is mounted."),
            store("token", "secret", "", "For `token`: the token. Better in a file."),
            store("token-file", "file", "", "For `token`: the file with it, read at every login."),
            store("role-id", "text", "", "For `approle`."),
            store("role-id-file", "file", "", "For `approle`: the file with it."),
            store("secret-id", "secret", "", "For `approle`. Better in a file."),
            store("secret-id-file", "file", "", "For `approle`: the file with it, read at every login."),
            store(
                    "role",
                    "text",
                    "",
                    "For `kubernetes` and `jwt`: the role to log in to. For `cert`: the one to try, all of them without it. "
                            + "For `aws`: the one named like the principal without it."),
            store(
                    "jwt-file",
                    "file",
                    "/var/run/secrets/kubernetes.io/serviceaccount/token",
                    "For `kubernetes` and `jwt`: the file with the JWT, read at every login."),
            store("username", "text", "", "For `userpass`."),
            store("password", "secret", "", "For `userpass`. Better in a file."),
            store("password-file", "file", "", "For `userpass`: the file with it, read at every login."),
            store("aws-region", "text", "", "For `aws`: the region of the token service; the global one without it."),
            store(
                    "aws-server-id",
                    "text",
                    "",
                    "For `aws`: what Vault demands as `iam_server_id_header_value`, so that no other server can use the login."),
            store(
                    "client-cert-file",
                    "file",
                    "",
                    "For `cert`, and wherever the server asks for one: our certificate and its chain, PEM, read at every login."),
            store("client-key-file", "file", "", "Its private key, PEM, PKCS#8, unencrypted."),
            store(
                    "wrapped",
                    "boolean",
                    "false",
                    "True: the token or the secret id is a response-wrapping token, and is unwrapped once."),
            store(
                    "ca-file",
                    "file",
                    "the JVM's trust store",
                    "The certificates that the server's must come from, PEM."),
            store("timeout", "duration", "5s", "The longest that one request may take."));

    /** The keys of the Kubernetes API. */
    static final List<SecretKey> KUBERNETES = List.of(
            store("api-server", "URL", "from the pod's environment", "The API server: `https://host:port`."),
            store("namespace", "text", "the pod's", "The namespace that the secrets are in."),
            store(
                    "token-file",
                    "file",
                    "/var/run/secrets/kubernetes.io/serviceaccount/token",
                    "The service account's token, read for every request."),
            store(
                    "ca-file",
                    "file",
                    "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
                    "The certificates that the server's must come from, PEM."),
            store("watch", "boolean", "true", "Whether changes are waited for, beside the regular reads."),
            store("timeout", "duration", "5s", "The longest that one request may take."));

    /** The keys of AWS Secrets Manager. */
    static final List<SecretKey> AWS = List.of(
            store("region", "text", "by the SDK's chain", "The region."),
            store("endpoint", "URL", "the region's", "Another endpoint, for a VPC endpoint or a test server."),
            store("timeout", "duration", "5s", "The longest that one request may take, repetitions included."));

    private SecretKeys() {}

    /** All keys. */
    static Stream<SecretKey> all() {
        return Stream.of(GLOBAL, STORES, FILE, VAULT, KUBERNETES, AWS).flatMap(List::stream);
    }

    /** The settings that a store of one of our types may have; empty for a type that is not ours. */
    static List<SecretKey> ofType(String type) {
        return switch (type) {
            case "file" -> FILE;
            case "vault" -> VAULT;
            case "k8s" -> KUBERNETES;
            case "aws" -> AWS;
            default -> List.of();
        };
    }

    private static SecretKey global(String setting, String type, String defaultText, String meaning) {
        return new SecretKey(PREFIX + setting, type, defaultText, meaning);
    }

    private static SecretKey store(String setting, String type, String defaultText, String meaning) {
        return new SecretKey(STORE + "<name>." + setting, type, defaultText, meaning);
    }
}
