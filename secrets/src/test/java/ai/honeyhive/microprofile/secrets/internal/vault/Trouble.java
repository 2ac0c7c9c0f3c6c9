/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** What can be wrong with a Vault while an application runs. */
public enum Trouble {
    SEALED {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(
                    exchange,
                    503,
                    VaultStandInState.errors(503, "Vault is sealed").body());
        }
    },
    REFUSING {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(exchange, 403, VaultStandInState.DENIED.body());
        }
    },
    CUT_OFF {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\":{\"data\":{\"key\":\"bad".getBytes(StandardCharsets.UTF_8));
        }
    },
    OVERSIZED {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "{\"data\":{\"data\":{\"key\":\"bad\"}}}".repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 300; i++) {
                exchange.getResponseBody().write(part);
            }
        }
    },
    EMPTY {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            VaultStandIn.send(
                    exchange,
                    200,
                    VaultStandInState.data(JsonValue.EMPTY_JSON_OBJECT).body());
        }
    },
    REDIRECTING {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException {
            exchange.getResponseHeaders().set("Location", elsewhere.toString());
            exchange.sendResponseHeaders(307, -1);
        }
    },
    HANGING {
        @Override
        void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) {
            try {
                healed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };

    /**
     * Answers a read in the way of this trouble.
     *
     * @param elsewhere a host that nobody has configured
     * @param healed when the trouble is over
     */
    abstract void answer(HttpExchange exchange, URI elsewhere, CountDownLatch healed) throws IOException;
}
