/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import ai.honeyhive.microprofile.secrets.internal.cli.CommandLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets Manager, KMS and the token service as moto has them, with its checks of signatures and policies switched on: the
 * user of these tests may do what the documentation's policies allow, and nothing else. moto compares actions only, not
 * resources, which are replaced for it.
 */
class AwsContractTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String SECRETS = "secretsmanager.CreateSecret";
    private static final int SETTING_UP = 11;

    private static MotoServer moto;
    private static String accessKey;
    private static String secretKey;
    private static String[] nobody;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start(SETTING_UP);
        moto.json("secretsmanager", SECRETS, secret("prod/honeyhive", "{\\\"api-key\\\":\\\"hh_real\\\"}"));
        moto.json("secretsmanager", SECRETS, secret("prod/other", "none of ours"));
        String key = MotoServer.find(moto.json("kms", "TrentService.CreateKey", "{}"), "\"KeyId\": ?\"([^\"]+)\"");
        String alias = "{\"AliasName\":\"alias/honeyhive\",\"TargetKeyId\":\"" + key + "\"}";
        moto.json("kms", "TrentService.CreateAlias", alias);
        nobody = user("nobody");
        String[] app = user("app");
        accessKey = app[0];
        secretKey = app[1];
        policy("secrets.md");
        policy("encryption.md");
        // The last request that nobody checks.
        moto.query("iam", Map.of("Action", "ListUsers", "Version", "2010-05-08"));
    }

    private static String secret(String name, String text) {
        return "{\"Name\":\"" + name + "\",\"SecretString\":\"" + text + "\",\"ClientRequestToken\":\"" + "0".repeat(32)
                + "\"}";
    }

    private static String[] user(String name) throws Exception {
        moto.query("iam", Map.of("Action", "CreateUser", "UserName", name, "Version", "2010-05-08"));
        String made = moto.query("iam", Map.of("Action", "CreateAccessKey", "UserName", name, "Version", "2010-05-08"));
        return new String[] {
            MotoServer.find(made, "<AccessKeyId>([^<]+)<"), MotoServer.find(made, "<SecretAccessKey>([^<]+)<")
        };
    }

    /** What users paste is what these tests run with. */
    private static void policy(String page) throws Exception {
        String policy = Pattern.compile("```json\n(\\{\"Version\".*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow()
                .replaceAll("\"Resource\": \"[^\"]+\"", "\"Resource\": \"*\"");
        moto.query(
                "iam",
                Map.of(
                        "Action", "PutUserPolicy",
                        "UserName", "app",
                        "PolicyName", page.replace(".md", ""),
                        "PolicyDocument", policy,
                        "Version", "2010-05-08"));
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void credentials() {
        use(accessKey, secretKey);
    }

    @AfterEach
    void none() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static void use(String access, String secret) {
        System.setProperty("aws.accessKeyId", access);
        System.setProperty("aws.secretAccessKey", secret);
    }

    private static AwsStore store() {
        return new AwsStore(MotoServer.REGION, moto.address(), TIMEOUT);
    }

    @Test
    void documented_policy_is_enough_and_without_it_nothing_is_read() throws Exception {
        try (AwsStore store = store()) {
            assertThat(store.read("prod/honeyhive", null).fields()).containsEntry("api-key", "hh_real");
            assertThat(store.read("prod/honeyhive", "AWSCURRENT").fields()).containsEntry("api-key", "hh_real");
        }
        use(nobody[0], nobody[1]);
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
    }

    @Test
    void role_without_the_batch_right_still_reads() throws Exception {
        try (AwsStore store = store()) {
            store.readingSoon(new LinkedHashSet<>(List.of("prod/honeyhive", "prod/other")));
            assertThat(store.read("prod/honeyhive", null).fields()).containsEntry("api-key", "hh_real");
        }
    }

    @Test
    void wrong_and_unknown_keys_are_refused() {
        use(accessKey, "canary-of-somebody-else");
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
        use("AKIACANARY", secretKey);
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
    }

    private static void assertRefused(AwsStore store, String path) {
        assertThatThrownBy(() -> store.read(path, null))
                .isInstanceOfSatisfying(
                        SecretStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining(secretKey);
    }

    @Test
    void ring_is_wrapped_by_kms_and_unwrapped_at_the_start() throws Exception {
        Map<String, String> settings = wrapped("alias/honeyhive");
        try (TestConfig config = TestConfig.of(settings)) {
            assertThat(config.text("db.password")).isEqualTo("pa$$word");
        }
        settings.computeIfPresent(
                "honeyhive.secrets.keys", (name, ring) -> ring.replace("\"kid\":\"one\"", "\"kid\":\"two\""));
        assertThatThrownBy(() -> TestConfig.of(settings))
                .as("a key under another id")
                .hasMessageContaining("Decrypt of key two")
                .hasMessageContaining("kms:Decrypt");
    }

    private Map<String, String> wrapped(String key) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("mp.config.property.expressions.enabled", "false");
        settings.put("honeyhive.secrets.store.aws.region", MotoServer.REGION);
        settings.put("honeyhive.secrets.store.aws.endpoint", moto.address().toString());
        settings.put("honeyhive.secrets.store.aws.timeout", "1m");
        settings.put("honeyhive.secrets.keys-by", "aws:" + key);
        Path config = Files.writeString(
                directory.resolve("app.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n")));
        String ring = directory.resolve("ring.json").toString();
        CommandLine.run("", "keygen", "--keys", ring, "--id", "one");
        String value = CommandLine.run("pa$$word", "encrypt", "--keys", ring, "--property", "db.password");
        String text = CommandLine.run("", "wrap", "--keys", ring, "--config", config.toString());
        assertThat(text).contains("\"wrapped\":").doesNotContain("\"k\":");
        settings.put("honeyhive.secrets.keys", text);
        settings.put("honeyhive.secrets.map.db.password", value.strip());
        return settings;
    }

    @Test
    void signed_identity_is_accepted_by_the_token_service_and_only_by_the_right_key() throws Exception {
        assertThat(ask(CallerIdentity.signed("", "vault.example")))
                .startsWith("HTTP/1.1 200")
                .contains("<Arn>arn:aws:iam::" + MotoServer.ACCOUNT + ":user/app</Arn>");
        use(accessKey, "canary-of-somebody-else");
        assertThat(ask(CallerIdentity.signed("", "vault.example")))
                .startsWith("HTTP/1.1 403")
                .contains("SignatureDoesNotMatch");
    }

    /** As Vault passes it on: the very headers, the host among them, which Java's client would not let us set. */
    private static String ask(Map<String, String> login) throws IOException {
        String body = CallerIdentityTest.decode(login.get("iam_request_body"));
        String head = CallerIdentityTest.headers(login).entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String request = "POST / HTTP/1.1\r\n" + head + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), moto.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
