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
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** AWS Secrets Manager. Signing, regions and the chain of credentials are the SDK's. */
final class AwsStore implements SecretStore {

    private static final Pattern VERSION_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "InternalServiceError",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired");
    private static final int LONGEST_DETAIL = 200;

    private final @Nullable String region;
    private final @Nullable URI endpoint;
    private final Duration timeout;
    private @Nullable SecretsManagerClient client;

    AwsStore(@Nullable String region, @Nullable URI endpoint, Duration timeout) {
        this.region = region;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    @Override
    public SecretDocument read(String path, @Nullable String version)
            throws SecretStoreException, InterruptedException {
        GetSecretValueRequest.Builder request = GetSecretValueRequest.builder().secretId(path);
        if (version != null && VERSION_ID.matcher(version).matches()) {
            request.versionId(version);
        } else if (version != null) {
            request.versionStage(version);
        }
        try {
            GetSecretValueResponse answer = client().getSecretValue(request.build());
            return new SecretDocument(fields(answer, path), String.valueOf(answer.versionId()), null);
        } catch (AbortedException e) {
            throw new InterruptedException();
        } catch (SecretsManagerException e) {
            throw refused(e, path);
        } catch (SdkException e) {
            throw new SecretStoreException(
                    Kind.UNAVAILABLE, "AWS Secrets Manager cannot be asked for aws:" + path + " (" + detail(e) + ")");
        }
    }

    private static Map<String, String> fields(GetSecretValueResponse answer, String path) throws SecretStoreException {
        String text = answer.secretString();
        if (text == null) {
            text = binary(answer, path);
        }
        if (!text.stripLeading().startsWith("{")) {
            return Map.of("", text);
        }
        try {
            return Fields.of(JsonReader.readObject(text));
        } catch (JsonException e) {
            return Map.of("", text);
        }
    }

    private static String binary(GetSecretValueResponse answer, String path) throws SecretStoreException {
        try {
            if (answer.secretBinary() != null) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(answer.secretBinary().asByteBuffer())
                        .toString();
            }
        } catch (CharacterCodingException e) {
            throw new SecretStoreException(Kind.INVALID, "aws:" + path + " is binary and not UTF-8", e);
        }
        throw new SecretStoreException(Kind.INVALID, "aws:" + path + " has no value");
    }

    private static SecretStoreException refused(SecretsManagerException e, String path) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        String message = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorMessage());
        Kind kind = Kind.DENIED;
        if (e.statusCode() >= 500 || PASSING.contains(code)) {
            kind = Kind.UNAVAILABLE;
        } else if (code.equals("ResourceNotFoundException")) {
            kind = Kind.NOT_FOUND;
        } else if (code.equals("InvalidRequestException") && message.contains("marked for deletion")) {
            kind = Kind.DELETED;
        }
        String hint = kind == Kind.DENIED ? ": the role needs secretsmanager:GetSecretValue on its ARN" : "";
        return new SecretStoreException(
                kind, "AWS Secrets Manager answers " + code + " (HTTP " + e.statusCode() + ") for aws:" + path + hint);
    }

    private static String detail(SdkException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        String cut = message.length() > LONGEST_DETAIL ? message.substring(0, LONGEST_DETAIL) + "..." : message;
        return e.getClass().getSimpleName() + ": " + cut;
    }

    /** Made on the store's own thread: finding region and credentials is I/O. */
    private SecretsManagerClient client() {
        SecretsManagerClient made = client;
        if (made == null) {
            SecretsManagerClientBuilder builder = SecretsManagerClient.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(Duration.ofSeconds(2))
                            .socketTimeout(timeout))
                    .overrideConfiguration(settings -> settings.apiCallTimeout(timeout));
            if (region != null) {
                builder.region(Region.of(region));
            }
            if (endpoint != null) {
                builder.endpointOverride(endpoint);
            }
            made = builder.build();
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
