/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.kubernetes;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.StoreContext;
import ai.honeyhive.microprofile.secrets.internal.http.Reply;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Waits for the changes of one secret. What the events hold is not looked at: a normal read follows. */
final class SecretWatch implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(32);

    private final KubernetesApi api;
    private final String secret;
    private final StoreContext context;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Duration pause = SHORTEST_PAUSE;
    private boolean forbidden;

    private SecretWatch(KubernetesApi api, String secret, StoreContext context) {
        this.api = api;
        this.secret = secret;
        this.context = context;
        this.thread = new Thread(this, "honeyhive-secrets-watch-" + context.name());
        thread.setDaemon(true);
        thread.setContextClassLoader(SecretWatch.class.getClassLoader());
    }

    static SecretWatch start(KubernetesApi api, String secret, StoreContext context) {
        SecretWatch watch = new SecretWatch(api, secret, context);
        watch.thread.start();
        return watch;
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                watch();
                Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    /** Watches once, and says how long to pause then. A watch that works has its first event at once. */
    private void watch() throws InterruptedException {
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        try {
            Reply reply = api.watch(secret, this::event);
            if (reply.status() == 200) {
                pause = SHORTEST_PAUSE;
            } else if (reply.status() == 403) {
                forbidden();
            } else {
                LOG.log(Level.FINE, "A watch was answered with {0}", reply);
            }
        } catch (SecretStoreException e) {
            LOG.log(Level.FINE, "A watch has ended: {0}", e.getMessage());
        }
    }

    private void event() {
        pause = SHORTEST_PAUSE;
        context.changed();
    }

    /** Tried again all the same: a server that has just started refuses until it has read its roles. */
    private void forbidden() {
        pause = LONGEST_PAUSE;
        if (!forbidden) {
            forbidden = true;
            LOG.log(
                    Level.WARNING,
                    "The service account must not watch k8s:{0}: its role lacks watch. Changes are seen by regular reads"
                            + " only.",
                    secret);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
