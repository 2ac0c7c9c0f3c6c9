/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * A question to AWS's token service who we are, signed and not sent: whoever it is shown to can ask it, and so learn the
 * answer, and nothing else. Vault's AWS login wants it.
 */
public final class CallerIdentity {

    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";

    private CallerIdentity() {}

    /**
     * Signs one with the credentials of the SDK's chain, which may ask for them.
     *
     * @param region the region of the token service; empty for the global one
     * @param serverId for whom the question is meant, so that nobody else can use it; empty for nobody in particular
     * @return the fields of a login
     */
    public static Map<String, String> signed(String region, String serverId) throws SecretStoreException {
        URI service = URI.create(
                region.isEmpty() ? "https://sts.amazonaws.com/" : "https://sts." + region + ".amazonaws.com/");
        SdkHttpRequest.Builder question = SdkHttpRequest.builder()
                .uri(service)
                .method(SdkHttpMethod.POST)
                .putHeader("Host", service.getHost())
                .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        if (!serverId.isEmpty()) {
            question.putHeader("X-Vault-AWS-IAM-Server-ID", serverId);
        }
        try (DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build()) {
            SdkHttpRequest signed = AwsV4HttpSigner.create()
                    .sign(request -> request.identity(credentials.resolveCredentials())
                            .request(question.build())
                            .payload(ContentStreamProvider.fromUtf8String(BODY))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region.isEmpty() ? "us-east-1" : region))
                    .request();
            Map<String, String> login = new LinkedHashMap<>();
            login.put("iam_http_request_method", "POST");
            login.put("iam_request_url", encode(service.toString()));
            login.put("iam_request_body", encode(BODY));
            login.put("iam_request_headers", encode(json(signed.headers())));
            return login;
        } catch (SdkException e) {
            throw AwsFailure.unavailable("The chain of AWS credentials", e, "a login");
        }
    }

    private static String json(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .map(header -> JsonWriter.text(header.getKey())
                        + header.getValue().stream().map(JsonWriter::text).collect(Collectors.joining(",", ":[", "]")))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
