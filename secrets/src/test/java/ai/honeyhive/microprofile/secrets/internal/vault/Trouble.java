/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What can be wrong with a Vault while an application runs. */
public enum Trouble {
    SEALED {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(
                    exchange,
                    503,
                    VaultStandInState.errors(503, "Vault is sealed").body());
            return true;
        }
    },
    REFUSING {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(exchange, 403, VaultStandInState.DENIED.body());
            return true;
        }
    },
    THROTTLING {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(
                    exchange,
                    429,
                    VaultStandInState.errors(429, "request path \"kv\": rate limit quota exceeded")
                            .body());
            return true;
        }
    },
    SLOW {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) {
            await(healed, 1);
            return false;
        }
    },
    CUT_OFF {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\":{\"data\":{\"key\":\"bad".getBytes(StandardCharsets.UTF_8));
            return true;
        }
    },
    OVERSIZED {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "{\"data\":{\"data\":{\"key\":\"bad\"}}}".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 300; i++) {
                exchange.getResponseBody().write(part);
            }
            return true;
        }
    },
    EMPTY {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(
                    exchange,
                    200,
                    VaultStandInState.data(JsonValue.EMPTY_JSON_OBJECT).body());
            return true;
        }
    },
    REDIRECTING {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.getResponseHeaders().set("Location", elsewhere.toString());
            exchange.sendResponseHeaders(307, -1);
            return true;
        }
    },
    HANGING {
        @Override
        boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) {
            await(healed, Integer.MAX_VALUE);
            return true;
        }
    };

    /**
     * Answers a read in the way of this trouble.
     *
     * @param elsewhere a host that nobody has configured
     * @param healed when the trouble is over
     * @return whether it has answered; otherwise the answer comes as ever, only later
     */
    abstract boolean answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException;

    private static void await(CountDownLatch healed, int seconds) {
        try {
            healed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
