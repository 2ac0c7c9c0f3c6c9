/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.file.SecretFile;
import ai.honeyhive.microprofile.secrets.internal.http.AddressGuard;
import ai.honeyhive.microprofile.secrets.internal.http.StoreHttp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Type {@code k8s}. Most applications are better off with a mounted volume and type {@code file}: no rights needed. */
public final class KubernetesStoreProvider implements SecretStoreProvider {

    private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/";

    /** For {@code Starter}. */
    public KubernetesStoreProvider() {}

    @Override
    public String type() {
        return "k8s";
    }

    @Override
    public SecretStore open(StoreContext context) {
        URI server = AddressGuard.parse(
                context.property("api-server"),
                context.setting("api-server").orElseGet(() -> fromEnvironment(context)));
        StoreHttp http = new StoreHttp(
                "the Kubernetes API at " + server.getHost(),
                server,
                context.property("ca-file"),
                context.setting("ca-file").orElse(ACCOUNT + "ca.crt"),
                null,
                context.duration("timeout", Duration.ofSeconds(5)));
        KubernetesApi api = new KubernetesApi(
                http,
                context.setting("namespace").orElseGet(() -> ownNamespace(context)),
                context.property("token-file"),
                context.setting("token-file").orElse(ACCOUNT + "token"));
        boolean watch = !context.setting("watch").orElse("true").equalsIgnoreCase("false");
        return new KubernetesStore(api, watch, context);
    }

    /** What Kubernetes tells each pod. */
    private static String fromEnvironment(StoreContext context) {
        String host = System.getenv("KUBERNETES_SERVICE_HOST");
        String port = System.getenv("KUBERNETES_SERVICE_PORT");
        if (host == null || port == null) {
            throw new IllegalArgumentException(context.property("api-server")
                    + " is not set, and this is no pod: KUBERNETES_SERVICE_HOST is missing.");
        }
        return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String ownNamespace(StoreContext context) {
        if (!Files.exists(Path.of(ACCOUNT + "namespace"))) {
            throw new IllegalArgumentException(
                    context.property("namespace") + " is not set, and this is no pod that has a namespace.");
        }
        return SecretFile.readSetting(context.property("namespace"), ACCOUNT + "namespace");
    }
}
