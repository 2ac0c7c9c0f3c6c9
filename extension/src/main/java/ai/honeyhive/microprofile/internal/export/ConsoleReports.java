/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import io.opentelemetry.api.common.Attributes;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a local console how its tracer stands: what has changed, at most every ten seconds, and at the end. A server whose
 * last answer did not say that it is a console is told nothing. Only the worker's thread uses it.
 */
final class ConsoleReports {

    private static final Logger LOGGER = Logger.getLogger(ConsoleReports.class.getPackageName());
    private static final long EVERY = TimeUnit.SECONDS.toNanos(10);
    private static final long NEVER = TimeUnit.DAYS.toNanos(365);

    private final @Nullable BiFunction<Account, Attributes, String> report;
    private final Transport transport;
    private final Time time;
    private boolean console;
    private Attributes resource = Attributes.empty();
    private @Nullable Account told;
    private long due;

    ConsoleReports(@Nullable BiFunction<Account, Attributes, String> report, Transport transport, Time time) {
        this.report = report;
        this.transport = transport;
        this.time = time;
        this.due = time.nanos();
    }

    /**
     * A request has ended.
     *
     * @param byConsole whether a console has answered it
     * @param sent the resource of its spans
     */
    void ended(boolean byConsole, Attributes sent) {
        console = byConsole;
        resource = sent;
    }

    /** When, by the clock's nanoseconds, it is worth a look whether something has changed. */
    long due() {
        return console && report != null ? due : time.nanos() + NEVER;
    }

    /** Tells it, if it is due or the last time; a failure is nobody's business. */
    void tell(Account account, @Nullable ApiKey key, boolean last) {
        if (report == null || !console || (!last && due - time.nanos() > 0)) {
            return;
        }
        due = time.nanos() + EVERY;
        if (key != null && (last || !account.equals(told))) {
            try {
                told = transport.report(report.apply(account, resource), key) ? account : null;
            } catch (Throwable e) {
                // Not its words: the JDK's quote a header that it does not like, and one of them holds the key.
                LOGGER.log(
                        Level.FINE,
                        "The console could not be told how a tracer stands: {0}",
                        e.getClass().getName());
            }
        }
    }
}
