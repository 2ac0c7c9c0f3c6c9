/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers of tracers, on the way that spans take, whether they would take some: one request each that holds none.
 * For the doctor: its command line, and its lines in log and health data of a running application.
 */
public final class TracerProbe {

    private static final Logger LOG = Logger.getLogger(TracerProbe.class.getPackageName());

    /** {@code ExportTraceServiceRequest} with one empty {@code ResourceSpans}: some servers refuse an empty body. */
    private static final byte[] NO_SPANS = {0x0A, 0x00};

    /** Beyond it an event visibly stands at the wrong time. HTTP tells whole seconds only. */
    private static final long CLOCK_SECONDS = 30;

    private static final long END_MILLIS = 2_000;

    /**
     * What came of it.
     *
     * @param sound whether spans would arrive, at the right time
     * @param text what the server said, and what to do about it; without any secret
     */
    public record Result(boolean sound, String text) {}

    private final Thread thread;
    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    private TracerProbe(Collection<TracerConfig> tracers) {
        thread = ExportThreads.thread(Thread.currentThread().getThreadGroup(), () -> tell(tracers), "honeyhive-doctor");
    }

    /** Asks all in the background and tells the log. */
    public static TracerProbe start(Collection<TracerConfig> tracers) {
        TracerProbe probe = new TracerProbe(tracers);
        probe.thread.start();
        return probe;
    }

    private void tell(Collection<TracerConfig> tracers) {
        for (TracerConfig tracer : tracers) {
            if (tracer.active() && !stopping) {
                Result result = ask(tracer, this);
                results.put(tracer.name(), result);
                LOG.log(
                        result.sound() ? Level.INFO : Level.WARNING,
                        "HoneyHive doctor: tracer " + (tracer.name().isEmpty() ? "(default)" : tracer.name()) + ": "
                                + result.text());
            }
        }
    }

    /** What came of it up to now, by the names of the tracers. */
    public Map<String, Result> results() {
        return Map.copyOf(results);
    }

    /** Ends it if it still goes on. */
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks one that is active, on this thread, no longer than {@code honeyhive.export.timeout}. */
    public static Result ask(TracerConfig tracer) {
        return ask(tracer, null);
    }

    private static Result ask(TracerConfig tracer, @Nullable TracerProbe probe) {
        ApiKey key = tracer.key();
        if (key == null) {
            return new Result(false, "there is no key.");
        }
        String name = ExportThreads.name(tracer.name()) + "-probe";
        Transport transport =
                new Transport(tracer, ExportThreads.group(name), name, () -> probe != null && probe.stopping);
        try {
            Reply reply = transport.send(new RequestBody(NO_SPANS, 0, NO_SPANS.length, false, NO_SPANS.length), key);
            String to = tracer.url() + " with key " + key + ": ";
            if (reply instanceof Reply.Broken broken) {
                return new Result(false, to + FailureText.of(broken, false, key));
            }
            Reply.Answer answer = (Reply.Answer) reply;
            String problem = problem(answer, key);
            return new Result(problem.isEmpty(), to + (problem.isEmpty() ? "it takes spans." : problem));
        } finally {
            transport.close();
        }
    }

    private static String problem(Reply.Answer answer, ApiKey key) {
        if (answer.status() / 100 != 2) {
            return FailureText.of(answer, key);
        }
        if (answer.text().stripLeading().startsWith("<")) {
            return "a web page answers in the place of HoneyHive, of a proxy or a portal. Set honeyhive.url to HoneyHive's"
                    + " data plane, and let the proxy pass it.";
        }
        try {
            long ahead = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.date()))
                            .getEpochSecond()
                    - Instant.now().getEpochSecond();
            return Math.abs(ahead) <= CLOCK_SECONDS
                    ? ""
                    : "this machine's clock is " + Math.abs(ahead) + " s " + (ahead > 0 ? "behind" : "ahead of")
                            + " the server's, so events stand at the wrong time. Set it, by NTP say.";
        } catch (DateTimeException e) {
            // It did not tell.
            return "";
        }
    }
}
