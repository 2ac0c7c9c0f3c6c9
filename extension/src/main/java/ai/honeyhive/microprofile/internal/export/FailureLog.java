/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says once, loudly, what goes wrong and what to do; repeats it quietly; and says when it is over. Only the worker's
 * thread uses it.
 */
final class FailureLog {

    private static final Logger LOGGER = Logger.getLogger(FailureLog.class.getPackageName());
    private static final Duration LOUD_AGAIN = Duration.ofMinutes(10);

    private final String who;
    private final Time time;
    private final Map<String, Long> loudAt = new HashMap<>();
    private boolean failing;
    private long overflow;

    FailureLog(TracerConfig config, Time time) {
        this.who = "HoneyHive tracer '" + (config.name().isEmpty() ? "default" : config.name()) + "', "
                + config.url().getHost()
                + (config.url().getPort() < 0 ? "" : ":" + config.url().getPort()) + ": ";
        this.time = time;
    }

    /**
     * One failure.
     *
     * @param kind what is repeated quietly
     * @param message what happened, and what to do; already cleaned
     */
    void failure(String kind, String message, @Nullable Throwable cause) {
        boolean loud = loud(kind);
        failing |= loud;
        say(loud ? Level.WARNING : Level.FINE, message, null);
        if (cause != null) {
            say(Level.FINER, "the cause", cause);
        }
    }

    /** Handlers are the application's: what one of them throws must not end the worker. */
    private void say(Level level, String message, @Nullable Throwable cause) {
        try {
            LOGGER.log(level, who + message, cause);
        } catch (Throwable handlersFault) {
            // There is no log to tell of it; the account still counts what is lost.
        }
    }

    private boolean loud(String kind) {
        long now = time.nanos();
        Long last = loudAt.get(kind);
        if (last != null && now - last < LOUD_AGAIN.toNanos()) {
            return false;
        }
        loudAt.put(kind, now);
        return true;
    }

    void success() {
        if (failing) {
            failing = false;
            say(Level.INFO, "it takes spans again", null);
        }
    }

    /** Tells of records that found the queue full; they came on threads that must not wait for a log. */
    void overflow(long total, long queueBytes) {
        if (total > overflow) {
            long more = total - overflow;
            overflow = total;
            failure(
                    "overflow",
                    more + " spans found the queue of " + queueBytes
                            + " bytes full and are lost. If the server is well,"
                            + " raise honeyhive.export.queue-bytes or record less.",
                    null);
        }
    }

    /** The account, at the end. */
    void end(Account account) {
        say(Level.INFO, "closed. " + account.line(), null);
    }
}
