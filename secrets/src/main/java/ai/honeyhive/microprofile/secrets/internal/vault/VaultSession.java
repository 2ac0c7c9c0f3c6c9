/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.config.AccessWitness;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import ai.honeyhive.microprofile.secrets.internal.json.JsonException;
import ai.honeyhive.microprofile.secrets.internal.json.JsonObject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Being logged in. Vault says 403 both for a dead token and for a policy that does not allow: so a 403 leads to one login
 * and one repetition, and logins have a distance, lest a mistake in a policy becomes a storm of logins.
 */
final class VaultSession implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(30);

    private final String store;
    private final VaultClient client;
    private final VaultLogin login;
    private final AccessWitness witness;
    private @Nullable VaultToken token;
    private @Nullable SecretStoreException refused;
    private long refusedAt;
    private long repeatedAt = System.nanoTime() - BETWEEN_LOGINS.toNanos();

    VaultSession(String store, VaultClient client, VaultLogin login, AccessWitness witness) {
        this.store = store;
        this.client = client;
        this.login = login;
        this.witness = witness;
    }

    /** Asks for something, logged in. */
    Reply get(String path) throws SecretStoreException, InterruptedException {
        return call("GET", path, null);
    }

    /** The same with a body, for what changes nothing. */
    Reply post(String path, String body) throws SecretStoreException, InterruptedException {
        return call("POST", path, body);
    }

    private Reply call(String method, String path, @Nullable String body)
            throws SecretStoreException, InterruptedException {
        VaultToken current = token;
        if (current == null || current.expired()) {
            current = logIn();
        }
        Reply reply = client.call(method, path, current.reveal(), body);
        if (reply.status() != 403 || System.nanoTime() - repeatedAt < BETWEEN_LOGINS.toNanos()) {
            return reply;
        }
        repeatedAt = System.nanoTime();
        return client.call(method, path, logIn().reveal(), body);
    }

    private VaultToken logIn() throws SecretStoreException, InterruptedException {
        if (refused != null && System.nanoTime() - refusedAt < BETWEEN_LOGINS.toNanos()) {
            throw refused;
        }
        String action = "login " + login.method();
        check(action);
        try {
            VaultToken fresh = login.login();
            token = fresh;
            refused = null;
            witness.accessed(store, action, null);
            return fresh;
        } catch (SecretStoreException e) {
            witness.accessed(store, action, e);
            if (!e.passing()) {
                refused = e;
                refusedAt = System.nanoTime();
            }
            throw e;
        }
    }

    private void check(String action) throws SecretStoreException {
        if (!witness.mayAccess(store, action)) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE,
                    "no " + action + " at store " + store
                            + ": honeyhive.audit.delivery requires a record of it, and the"
                            + " audit log cannot be written");
        }
    }

    /** Keeps the token alive, or gets a new one before it ends. */
    Duration maintain() throws SecretStoreException, InterruptedException {
        VaultToken current = token;
        if (current == null) {
            return Duration.ofDays(1);
        }
        if (!current.needsCare()) {
            return current.untilCare();
        }
        try {
            VaultToken next = current.renewable() ? renew(current) : logIn();
            token = next;
            return next.untilCare();
        } catch (SecretStoreException e) {
            if (current.expired()) {
                throw e;
            }
            LOG.log(Level.FINE, "A token cannot be kept alive yet: {0}", e.getMessage());
            return current.untilRetry();
        }
    }

    private VaultToken renew(VaultToken current) throws SecretStoreException, InterruptedException {
        check("renewal");
        Reply reply = client.call("POST", "auth/token/renew-self", current.reveal(), "{}");
        if (reply.status() != 200) {
            return logIn();
        }
        witness.accessed(store, "renewal", null);
        try {
            JsonObject json = VaultClient.json(reply, "the renewal");
            JsonObject auth = json.object("auth");
            boolean capped = !json.list("warnings").isEmpty();
            return VaultToken.of(current.reveal(), auth.number("lease_duration"), auth.isTrue("renewable"), capped);
        } catch (JsonException e) {
            throw VaultClient.unusable("the renewal", e);
        }
    }

    /** Takes back a token that was made for us. */
    @Override
    public void close() {
        VaultToken current = token;
        token = null;
        try {
            if (current != null && !current.expired() && login.tokenIsOurs()) {
                client.call("POST", "auth/token/revoke-self", current.reveal(), "{}");
                witness.accessed(store, "revocation", null);
            }
        } catch (SecretStoreException e) {
            witness.accessed(store, "revocation", e);
            LOG.log(Level.FINE, "A token could not be revoked, and ends by itself: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
