/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.internal.vault.VaultUnderTest.Setup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The stand-in for Vault with one secret and one AppRole login, for tests of other modules. */
public final class RunningVault implements AutoCloseable {

    private final VaultStandIn standIn;
    private final VaultUnderTest server;
    private final Setup setup;
    private final AtomicInteger troubled = new AtomicInteger();
    private final AtomicInteger astray = new AtomicInteger();
    private final AtomicInteger good = new AtomicInteger();
    private final HttpServer elsewhere;
    private volatile CountDownLatch healed = new CountDownLatch(0);

    private RunningVault(VaultStandIn standIn, String limits) {
        this.standIn = standIn;
        this.server = VaultUnderTest.of(standIn);
        this.setup = server.setUp("2");
        server.approle(setup, limits);
        try {
            elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        elsewhere.createContext("/", exchange -> {
            astray.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        elsewhere.start();
        heal();
    }

    /** From now on each read of the secret ends like this. */
    public void suffer(Trouble trouble) {
        CountDownLatch end = new CountDownLatch(1);
        healed = end;
        URI there = URI.create("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/v1/x");
        standIn.fault(exchange -> {
            if (!isRead(exchange)) {
                return false;
            }
            troubled.incrementAndGet();
            return trouble.answer(exchange, there, end);
        });
    }

    /** From now on all is well. */
    public void heal() {
        standIn.fault(exchange -> {
            if (isRead(exchange)) {
                good.incrementAndGet();
            }
            return false;
        });
        healed.countDown();
    }

    private static boolean isRead(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().contains("/data/");
    }

    /** Reads that have met a trouble. */
    public int troubled() {
        return troubled.get();
    }

    /** Reads that were answered. */
    public int good() {
        return good.get();
    }

    /** Requests that have followed a redirect. */
    public int astray() {
        return astray.get();
    }

    /** Logins so far. */
    public long logins() {
        return standIn.count("POST auth/approle/login");
    }

    /** Renewals of a token so far. */
    public long renewals() {
        return standIn.count("POST auth/token/renew-self");
    }

    public static RunningVault start() {
        return start("");
    }

    /** One whose login has limits: fields of the AppRole, as {@code "token_ttl":"4s"}. */
    public static RunningVault start(String limits) {
        return new RunningVault(VaultStandIn.start(), limits);
    }

    /** Nobody listens there any more; it is no trouble for whoever writes that it may not be there. */
    public void down() {
        standIn.down();
    }

    /** Listens again, and knows what it knew. */
    public void up() {
        standIn.up();
    }

    /** Every token that somebody has from a login ends now. */
    public void expireTokens() {
        standIn.expireTokens();
    }

    /** Writes a new version of the secret, with one field. */
    public void write(String field, String value) {
        server.write(
                setup,
                "data/app",
                Json.createObjectBuilder().add(field, value).build().toString());
    }

    /** The settings of a store of this name that logs in here; its credentials are laid into a folder. */
    public String properties(String store, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("role-id"), server.roleId(setup));
            Files.writeString(folder.resolve("secret-id"), server.secretId(setup));
            Files.copy(standIn.caFile(), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String prefix = "honeyhive.secrets.store." + store + ".";
        return String.join(
                "\n",
                prefix + "type=vault",
                prefix + "address=" + standIn.address(),
                prefix + "ca-file=" + folder.resolve("ca.pem"),
                prefix + "auth=approle",
                prefix + "role-id-file=" + folder.resolve("role-id"),
                prefix + "secret-id-file=" + folder.resolve("secret-id"),
                "");
    }

    /** The reference to a field of the secret. */
    public String reference(String store, String field) {
        return store + ":" + setup.mount() + "/app#" + field;
    }

    /** What was asked, method and path. */
    public List<String> requests() {
        return standIn.requests();
    }

    @Override
    public void close() {
        heal();
        elsewhere.stop(0);
        standIn.close();
    }
}
