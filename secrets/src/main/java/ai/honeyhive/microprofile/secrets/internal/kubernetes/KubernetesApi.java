/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.file.SecretFile;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.http.StoreHttp;
import ai.honeyhive.microprofile.secrets.internal.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The three requests that we make to the API server. Thread-safe. */
final class KubernetesApi implements AutoCloseable {

    private static final int WATCH_SECONDS = 300;
    private static final Duration WATCH_LONGEST = Duration.ofSeconds(WATCH_SECONDS + 30);

    private final StoreHttp http;
    private final String namespace;
    private final String tokenProperty;
    private final String tokenFile;

    KubernetesApi(StoreHttp http, String namespace, String tokenProperty, String tokenFile) {
        this.http = http;
        this.namespace = namespace;
        this.tokenProperty = tokenProperty;
        this.tokenFile = tokenFile;
    }

    String namespace() {
        return namespace;
    }

    Reply get(String secret) throws SecretStoreException, InterruptedException {
        return http.send("GET", secrets() + "/" + encode(secret), headers(), null);
    }

    /**
     * Waits for changes of one secret until the server ends the answer. Begins with the secret as it is, so that no change
     * between a read and the watch is missed, and no version number ever gets too old.
     */
    Reply watch(String secret, Runnable onEvent) throws SecretStoreException, InterruptedException {
        String query =
                "?watch=1&fieldSelector=" + encode("metadata.name=" + secret) + "&timeoutSeconds=" + WATCH_SECONDS;
        return http.watch(secrets() + query, headers(), onEvent, WATCH_LONGEST);
    }

    /** Asks whether we could do this with all secrets of the namespace, which nobody should be able to. */
    Reply reviewAccessToAll(String verb) throws SecretStoreException, InterruptedException {
        String body = "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"spec\":"
                + "{\"resourceAttributes\":{\"namespace\":" + JsonWriter.text(namespace)
                + ",\"verb\":" + JsonWriter.text(verb) + ",\"resource\":\"secrets\"}}}";
        return http.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", headers(), body);
    }

    private String secrets() {
        return "/api/v1/namespaces/" + encode(namespace) + "/secrets";
    }

    /** The token is read each time: the kubelet replaces it before it expires. */
    private Map<String, String> headers() throws SecretStoreException {
        return Map.of("Authorization", "Bearer " + SecretFile.readCredential(tokenProperty, tokenFile));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
