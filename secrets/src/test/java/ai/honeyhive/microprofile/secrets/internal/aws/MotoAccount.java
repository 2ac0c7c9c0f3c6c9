/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An account at moto with two secrets, a key of KMS, and two users: {@code app}, who may do what the documentation's policies
 * allow, and {@code nobody}. moto's checks of signatures and policies are on from then. It compares actions only, not
 * resources, which are replaced for it.
 */
final class MotoAccount implements AutoCloseable {

    private static final Path DOCS = Path.of("..", "docs");
    private static final String SECRETS = "secretsmanager.CreateSecret";
    private static final int SETTING_UP = 11;

    /** What a user signs with. */
    record Credentials(String accessKey, String secretKey) {

        /** For what runs from now on. */
        void use() {
            System.setProperty("aws.accessKeyId", accessKey);
            System.setProperty("aws.secretAccessKey", secretKey);
        }

        static void useNone() {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    private final MotoServer moto;
    private final Credentials app;
    private final Credentials nobody;

    private MotoAccount(MotoServer moto) throws Exception {
        this.moto = moto;
        moto.json("secretsmanager", SECRETS, secret("prod/honeyhive", "{\\\"api-key\\\":\\\"hh_real\\\"}"));
        moto.json("secretsmanager", SECRETS, secret("prod/other", "none of ours"));
        String key = MotoServer.find(moto.json("kms", "TrentService.CreateKey", "{}"), "\"KeyId\": ?\"([^\"]+)\"");
        String alias = "{\"AliasName\":\"alias/honeyhive\",\"TargetKeyId\":\"" + key + "\"}";
        moto.json("kms", "TrentService.CreateAlias", alias);
        nobody = user("nobody");
        app = user("app");
        policy("secrets.md");
        policy("encryption.md");
        // The last request that nobody checks.
        moto.query("iam", Map.of("Action", "ListUsers", "Version", "2010-05-08"));
    }

    static MotoAccount start() throws Exception {
        MotoServer moto = MotoServer.start(SETTING_UP);
        try {
            return new MotoAccount(moto);
        } catch (Throwable failure) {
            moto.close();
            throw failure;
        }
    }

    private static String secret(String name, String text) {
        return "{\"Name\":\"" + name + "\",\"SecretString\":\"" + text + "\",\"ClientRequestToken\":\"" + "0".repeat(32)
                + "\"}";
    }

    private Credentials user(String name) throws Exception {
        moto.query("iam", Map.of("Action", "CreateUser", "UserName", name, "Version", "2010-05-08"));
        String made = moto.query("iam", Map.of("Action", "CreateAccessKey", "UserName", name, "Version", "2010-05-08"));
        return new Credentials(
                MotoServer.find(made, "<AccessKeyId>([^<]+)<"), MotoServer.find(made, "<SecretAccessKey>([^<]+)<"));
    }

    /** What users paste is what these tests run with. */
    private void policy(String page) throws Exception {
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

    URI address() {
        return moto.address();
    }

    Credentials app() {
        return app;
    }

    Credentials nobody() {
        return nobody;
    }

    @Override
    public void close() {
        moto.close();
    }
}
