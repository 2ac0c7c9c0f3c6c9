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
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration AFTER_END = Duration.ofSeconds(1);

    private final KubernetesApi api;
    private final String secret;
    private final StoreContext context;
    private final Thread thread;
    private volatile boolean closed;

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
                Duration pause = watch();
                if (pause.isZero()) {
                    return;
                }
                Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    /** Watches once. Returns how long to pause, zero for "for ever". */
    private Duration watch() throws InterruptedException {
        try {
            Reply reply = api.watch(secret, context::changed);
            if (reply.status() == 200) {
                return AFTER_END;
            }
            if (reply.status() == 403) {
                LOG.log(
                        Level.WARNING,
                        "The service account must not watch k8s:{0}: its role lacks list or watch. Changes are seen by"
                                + " regular reads only.",
                        secret);
                return Duration.ZERO;
            }
            LOG.log(Level.FINE, "A watch was answered with {0}", reply);
        } catch (SecretStoreException e) {
            LOG.log(Level.FINE, "A watch has ended: {0}", e.getMessage());
        }
        return AFTER_FAILURE;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
