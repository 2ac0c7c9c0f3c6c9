/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.config.AccessWitness;
import ai.honeyhive.microprofile.secrets.internal.config.StoreSettings;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.http.AddressGuard;
import ai.honeyhive.microprofile.secrets.internal.http.ClientCertificate;
import ai.honeyhive.microprofile.secrets.internal.http.StoreHttp;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Type {@code vault}: HashiCorp Vault and OpenBao. */
public final class VaultStoreProvider implements SecretStoreProvider {

    /** For {@code Starter}. */
    public VaultStoreProvider() {}

    @Override
    public String type() {
        return "vault";
    }

    @Override
    public SecretStore open(StoreContext context) {
        VaultSession session = session(context);
        String kvVersion = context.setting("kv-version").orElse("auto");
        return switch (kvVersion) {
            case "auto", "1", "2" ->
                new VaultStore(session, context.setting("mount").orElse(""), kvVersion, context.property("kv-version"));
            default ->
                throw new IllegalArgumentException(
                        context.property("kv-version") + " is not usable. Allowed is one of auto, 1, 2.");
        };
    }

    /**
     * A key of a transit engine, for the key ring.
     *
     * @param path mount and key
     */
    public KeyWrapping keys(StoreContext context, String path) {
        return new TransitKeys(session(context), path);
    }

    private static VaultSession session(StoreContext context) {
        URI address = AddressGuard.parse(context.property("address"), context.require("address"));
        StoreHttp http = new StoreHttp(
                "Vault at " + address.getHost(),
                address,
                context.property("ca-file"),
                context.setting("ca-file").orElse(null),
                clientCertificate(context),
                context.duration("timeout", Duration.ofSeconds(5)));
        String namespace = context.setting("namespace").orElse("");
        VaultClient client = new VaultClient(http, namespace);
        AccessWitness witness = context instanceof StoreSettings ours ? ours.witness() : AccessWitness.NONE;
        return new VaultSession(context.name(), client, new VaultLogin(context, client), witness);
    }

    private static @Nullable ClientCertificate clientCertificate(StoreContext context) {
        String cert = context.setting("client-cert-file").orElse("");
        String key = context.setting("client-key-file").orElse("");
        if (cert.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(context.property("client-cert-file") + " and "
                    + context.property("client-key-file") + " go together, and only one of them is set.");
        }
        return cert.isEmpty()
                ? null
                : new ClientCertificate(
                        context.property("client-cert-file"), cert, context.property("client-key-file"), key);
    }
}
