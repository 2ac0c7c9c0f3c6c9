/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.http.AddressGuard;
import java.time.Duration;

/** Type {@code aws}: AWS Secrets Manager, where the application brings the AWS SDK. */
public final class AwsStoreProvider implements SecretStoreProvider {

    /** For {@code Starter}. */
    public AwsStoreProvider() {}

    @Override
    public String type() {
        return "aws";
    }

    @Override
    public SecretStore open(StoreContext context) {
        try {
            Class.forName("software.amazon.awssdk.services.secretsmanager.SecretsManagerClient");
            Class.forName("software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient");
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "Store " + context.name() + " needs software.amazon.awssdk:secretsmanager and"
                            + " software.amazon.awssdk:url-connection-client in the application, and they are not there.",
                    e);
        }
        return new AwsStore(
                context.setting("region").orElse(null),
                context.setting("endpoint")
                        .map(endpoint -> AddressGuard.parse(context.property("endpoint"), endpoint))
                        .orElse(null),
                context.duration("timeout", Duration.ofSeconds(5)));
    }
}
