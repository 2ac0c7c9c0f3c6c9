/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what becomes known of an event after it has been sent: {@code PUT /events} with the event's id, by HoneyHive's REST API.
 * One thread, which starts with the first update, in bounded memory. An update goes out once its event has been answered, and
 * is tried again for a while, since HoneyHive stores what it has taken a moment later.
 *
 * <p>Thread-safe; offering never blocks and never throws.
 */
public final class EventUpdates {

    private static final Logger LOG = Logger.getLogger(EventUpdates.class.getPackageName());
    private static final int MOST_WAITING = 10_000;
    private static final long MOST_CHARS = 8L << 20;
    private static final int MOST_ATTEMPTS = 7;
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(30);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 64 << 10;

    /** What became of the updates. */
    public record Counts(long sent, long lost, long waiting) {}

    /**
     * One update.
     *
     * @param key the tracer's key at the moment
     * @param ready whether the event has been answered
     * @param body a JSON object with the event's id
     */
    public record Update(TracerConfig tracer, Supplier<@Nullable ApiKey> key, BooleanSupplier ready, String body) {}

    private static final class Waiting implements Delayed {

        private final Update update;
        private final long since = System.nanoTime();
        private long due = since;
        private int attempts;

        Waiting(Update update) {
            this.update = update;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    private final DelayQueue<Waiting> queue = new DelayQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong chars = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private @Nullable Thread thread;
    private volatile @Nullable HttpURLConnection current;
    private volatile boolean told;
    private volatile boolean closed;

    /** Takes an update, or counts it as lost. */
    public void offer(Update update) {
        Waiting waiting = new Waiting(update);
        boolean fits = count.incrementAndGet() <= MOST_WAITING;
        fits &= chars.addAndGet(update.body().length()) <= MOST_CHARS;
        if (closed || !fits) {
            lost.incrementAndGet();
            forget(waiting);
            return;
        }
        queue.add(waiting);
        if (thread == null) {
            start();
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = new Thread(null, this::work, "honeyhive-evaluation-update", 0, false);
            started.setDaemon(true);
            started.setContextClassLoader(EventUpdates.class.getClassLoader());
            started.start();
            thread = started;
        }
    }

    private void work() {
        while (!closed) {
            try {
                attempt(queue.take());
            } catch (InterruptedException e) {
                // Only close() interrupts.
            } catch (Throwable fault) {
                tell("it failed", fault);
            }
        }
    }

    private void attempt(Waiting next) {
        long now = System.nanoTime();
        if (!next.update.ready().getAsBoolean()) {
            again(next, LOOK_AGAIN, now - next.since > LONGEST_WAIT);
            return;
        }
        next.attempts++;
        int status = put(next.update);
        if (status / 100 == 2) {
            sent.incrementAndGet();
            forget(next);
        } else {
            boolean hopeless = status / 100 == 3 || (status / 100 == 4 && !maySucceedLater(status));
            again(
                    next,
                    TimeUnit.MILLISECONDS.toNanos(500L << next.attempts),
                    hopeless || next.attempts >= MOST_ATTEMPTS);
        }
    }

    /** The event may not be stored yet (400, 404), the key may be renewed, the server may have too much to do. */
    private static boolean maySucceedLater(int status) {
        return status == 400 || status == 401 || status == 403 || status == 404 || status == 408 || status == 429;
    }

    private void again(Waiting next, long delay, boolean hopeless) {
        if (hopeless || closed) {
            lost.incrementAndGet();
            forget(next);
            return;
        }
        next.due = System.nanoTime() + delay;
        queue.add(next);
    }

    private void forget(Waiting next) {
        count.decrementAndGet();
        chars.addAndGet(-next.update.body().length());
    }

    /** The status of the answer, 0 where there is none. */
    private int put(Update update) {
        ApiKey key = update.key().get();
        if (key == null) {
            return 401;
        }
        HttpURLConnection connection = null;
        try {
            byte[] body = update.body().getBytes(StandardCharsets.UTF_8);
            connection = (HttpURLConnection)
                    URI.create(update.tracer().url() + "/events").toURL().openConnection();
            current = connection;
            connection.setRequestMethod("PUT");
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(
                    Math.toIntExact(update.tracer().export().timeout().toMillis()));
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Authorization", "Bearer " + key.revealForHeader());
            connection.setRequestProperty("User-Agent", ClientVersion.PACKAGE + "/" + ClientVersion.VERSION);
            connection.setRequestProperty("hh-client-version", ClientVersion.VERSION);
            connection.setRequestProperty("hh-client-language", "java");
            connection.setRequestProperty("hh-client-package", ClientVersion.PACKAGE);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            int status = connection.getResponseCode();
            if (status / 100 != 2) {
                tell("HTTP " + status, null);
            }
            drain(connection, status);
            return status;
        } catch (IOException | RuntimeException e) {
            tell("no answer", e);
            if (connection != null) {
                connection.disconnect();
            }
            return 0;
        } finally {
            current = null;
        }
    }

    private static void drain(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            if (in != null) {
                in.readNBytes(LONGEST_ANSWER);
            }
        }
    }

    private void tell(String what, @Nullable Throwable cause) {
        Level level = told ? Level.FINE : Level.WARNING;
        told = true;
        // Not the message of the cause: it may quote a header.
        String why = cause == null ? what : what + " (" + cause.getClass().getName() + ')';
        LOG.log(
                level,
                () -> "HoneyHive did not take scores or feedback that came after their event: " + why
                        + ". They are tried again for about a minute. Further ones are logged at FINE.");
    }

    /** Tries what is left once more, no longer than this, and ends the thread. All events must have been answered by now. */
    public void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Thread working;
        synchronized (this) {
            closed = true;
            working = thread;
        }
        if (working != null) {
            working.interrupt();
            join(working, timeout);
            HttpURLConnection hanging = current;
            if (hanging != null) {
                hanging.disconnect();
            }
        }
        for (Waiting left : queue.toArray(Waiting[]::new)) {
            boolean inTime =
                    deadline - System.nanoTime() > 0 && left.update.ready().getAsBoolean();
            if (inTime && put(left.update) / 100 == 2) {
                sent.incrementAndGet();
            } else {
                lost.incrementAndGet();
            }
            forget(left);
        }
        queue.clear();
    }

    private static void join(Thread thread, Duration timeout) {
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of the updates so far. */
    public Counts counts() {
        return new Counts(sent.get(), lost.get(), count.get());
    }
}
