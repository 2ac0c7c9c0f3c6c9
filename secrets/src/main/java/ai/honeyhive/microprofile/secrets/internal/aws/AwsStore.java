/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.json.Fields;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonReader;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** AWS Secrets Manager. Signing, regions and the chain of credentials are the SDK's. */
final class AwsStore implements SecretStore {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final Pattern VERSION_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String SERVICE = "AWS Secrets Manager";

    /** The most that BatchGetSecretValue takes. */
    private static final int LARGEST_BATCH = 20;

    private final @Nullable String region;
    private final @Nullable URI endpoint;
    private final Duration timeout;
    private final Map<String, SecretDocument> fetched = new HashMap<>();
    private @Nullable SecretsManagerClient client;
    private boolean batchRefused;

    AwsStore(@Nullable String region, @Nullable URI endpoint, Duration timeout) {
        this.region = region;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /**
     * One request for up to twenty secrets. What it leaves out, for whatever reason, is asked by itself and so gets its own
     * message.
     */
    @Override
    public void readingSoon(Set<String> paths) throws SecretStoreException, InterruptedException {
        fetched.clear();
        List<String> all = List.copyOf(paths);
        for (int from = 0; from < all.size() && !batchRefused; from += LARGEST_BATCH) {
            batch(all.subList(from, Math.min(all.size(), from + LARGEST_BATCH)));
        }
    }

    private void batch(List<String> paths) throws SecretStoreException, InterruptedException {
        try {
            String next = null;
            do {
                BatchGetSecretValueResponse answer = client().batchGetSecretValue(BatchGetSecretValueRequest.builder()
                        .secretIdList(paths)
                        .nextToken(next)
                        .build());
                for (SecretValueEntry entry : answer.secretValues()) {
                    take(entry, paths);
                }
                next = answer.nextToken();
            } while (next != null && !next.isEmpty());
        } catch (AbortedException e) {
            throw new InterruptedException();
        } catch (SecretsManagerException e) {
            if (refused(e, "batch").kind() == Kind.DENIED) {
                batchRefused = true;
                LOG.info("The role lacks secretsmanager:BatchGetSecretValue: each AWS secret is a request of its own.");
            }
        } catch (SdkException e) {
            LOG.log(
                    Level.FINE,
                    "No answer for many AWS secrets at once: {0}",
                    e.getClass().getName());
        }
    }

    /** A secret is asked for by its name or its ARN. */
    private void take(SecretValueEntry entry, List<String> paths) throws SecretStoreException {
        for (String path : paths) {
            if (path.equals(entry.name()) || path.equals(entry.arn())) {
                Map<String, String> fields = fields(entry.secretString(), entry.secretBinary(), path);
                fetched.put(path, new SecretDocument(fields, String.valueOf(entry.versionId()), null));
            }
        }
    }

    @Override
    public SecretDocument read(String path, @Nullable String version)
            throws SecretStoreException, InterruptedException {
        SecretDocument already = version == null ? fetched.remove(path) : null;
        return already == null ? readOne(path, version) : already;
    }

    private SecretDocument readOne(String path, @Nullable String version)
            throws SecretStoreException, InterruptedException {
        GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(path);
        if (version != null && VERSION_ID.matcher(version).matches()) {
            request.versionId(version);
        } else if (version != null) {
            request.versionStage(version);
        }
        try {
            GetSecretValueResponse answer = client().getSecretValue(request.build());
            return new SecretDocument(
                    fields(answer.secretString(), answer.secretBinary(), path),
                    String.valueOf(answer.versionId()),
                    null);
        } catch (AbortedException e) {
            throw new InterruptedException();
        } catch (SecretsManagerException e) {
            throw refused(e, path);
        } catch (SdkException e) {
            throw AwsFailure.unavailable(SERVICE, e, "aws:" + path);
        }
    }

    private static Map<String, String> fields(@Nullable String secret, @Nullable SdkBytes bytes, String path)
            throws SecretStoreException {
        String text = secret == null ? binary(bytes, path) : secret;
        if (!text.stripLeading().startsWith("{")) {
            return Map.of("", text);
        }
        try {
            return Fields.of(JsonReader.readObject(text));
        } catch (JsonException e) {
            return Map.of("", text);
        }
    }

    private static String binary(@Nullable SdkBytes bytes, String path) throws SecretStoreException {
        try {
            if (bytes != null) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(bytes.asByteBuffer())
                        .toString();
            }
        } catch (CharacterCodingException e) {
            throw new SecretStoreException(Kind.INVALID, "aws:" + path + " is binary and not UTF-8", e);
        }
        throw new SecretStoreException(Kind.INVALID, "aws:" + path + " has no value");
    }

    private static SecretStoreException refused(SecretsManagerException e, String path) {
        return AwsFailure.refused(SERVICE, e, "aws:" + path, "the role needs secretsmanager:GetSecretValue on its ARN");
    }

    /** Made on the store's own thread: finding region and credentials is I/O. */
    private SecretsManagerClient client() {
        SecretsManagerClient made = client;
        if (made == null) {
            made = AwsClients.build(SecretsManagerClient.builder(), timeout, region, endpoint);
            client = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
