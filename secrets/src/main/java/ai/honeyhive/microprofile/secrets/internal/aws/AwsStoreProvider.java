/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.http.AddressGuard;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Type {@code aws}: AWS Secrets Manager, where the application brings the AWS SDK. */
public final class AwsStoreProvider implements SecretStoreProvider {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** For {@code Starter}. */
    public AwsStoreProvider() {}

    @Override
    public String type() {
        return "aws";
    }

    @Override
    public SecretStore open(StoreContext context) {
        AwsSdk.require(
                context.name(),
                "secretsmanager",
                "software.amazon.awssdk.services.secretsmanager.SecretsManagerClient");
        requireClient(context);
        return new AwsStore(
                context.setting("region").orElse(null), endpoint(context), context.duration("timeout", TIMEOUT));
    }

    /**
     * A key of KMS, for the key ring.
     *
     * @param key its id, alias or ARN
     */
    public KeyWrapping keys(StoreContext context, String key) {
        AwsSdk.require(context.name(), "kms", "software.amazon.awssdk.services.kms.KmsClient");
        requireClient(context);
        return new KmsKeys(
                key, context.setting("region").orElse(null), endpoint(context), context.duration("timeout", TIMEOUT));
    }

    private static void requireClient(StoreContext context) {
        AwsSdk.require(
                context.name(),
                "url-connection-client",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient");
    }

    private static @Nullable URI endpoint(StoreContext context) {
        return context.setting("endpoint")
                .map(endpoint -> AddressGuard.parse(context.property("endpoint"), endpoint))
                .orElse(null);
    }
}
