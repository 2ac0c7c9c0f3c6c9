/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.Account;
import ai.honeyhive.microprofile.internal.export.KeySource;
import ai.honeyhive.microprofile.internal.export.SpanRecord;
import ai.honeyhive.microprofile.internal.export.TracerExporter;
import ai.honeyhive.microprofile.internal.export.Witness;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exporters of an application, one a tracer, each started by its first record. Thread-safe. */
final class Exporters {

    /** What an exporter may take beyond its bound to cut a request that hangs. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final HoneyHiveConfig config;
    private final Switches switches;
    private final Function<String, KeySource> keys;
    private final Function<TracerConfig, Stations> stations;
    private final Function<String, Witness> witnesses;
    private final Function<String, BiFunction<Account, Attributes, String>> reports;
    private final ConcurrentMap<String, TracerExporter> started = new ConcurrentHashMap<>();
    private boolean closed;

    Exporters(
            HoneyHiveConfig config,
            Switches switches,
            Function<String, KeySource> keys,
            Function<TracerConfig, Stations> stations,
            Function<String, Witness> witnesses,
            Function<String, BiFunction<Account, Attributes, String>> reports) {
        this.config = config;
        this.switches = switches;
        this.keys = keys;
        this.stations = stations;
        this.witnesses = witnesses;
        this.reports = reports;
    }

    /** Whether anything is recorded for this tracer. */
    boolean isActive(String tracer) {
        return switches.isOn(tracer);
    }

    /** Hands a record to a tracer; false if we are closed. The record is made only for a tracer that is active. */
    boolean offer(String tracer, Supplier<SpanRecord> record) {
        return !isActive(tracer) || send(tracer, record) >= 0;
    }

    /** Hands a record to a tracer that is active: its number there, 0 if it is lost, -1 if we are closed. */
    long send(String tracer, Supplier<SpanRecord> record) {
        TracerExporter exporter = started.get(tracer);
        if (exporter == null) {
            exporter = start(tracer);
        }
        return exporter == null ? -1 : exporter.offer(record.get());
    }

    /** Counts records that sampling has left out. */
    void sampledOut(String tracer, long count) {
        TracerExporter exporter = started.get(tracer);
        if (exporter == null) {
            exporter = start(tracer);
        }
        if (exporter != null) {
            exporter.sampledOut(count);
        }
    }

    /** Whether it is known what became of the record with this number. */
    boolean isSettled(String tracer, long number) {
        TracerExporter exporter = started.get(tracer);
        return exporter == null || exporter.isSettled(number);
    }

    private synchronized @Nullable TracerExporter start(String tracer) {
        if (closed) {
            return null;
        }
        switches.start();
        return started.computeIfAbsent(tracer, name -> {
            TracerConfig tracerConfig = config.tracer(name);
            return TracerExporter.start(
                    tracerConfig,
                    keys.apply(name),
                    stations.apply(tracerConfig),
                    witnesses.apply(name),
                    reports.apply(name));
        });
    }

    boolean isAnyStarted() {
        return !started.isEmpty();
    }

    /** Waits until everything offered so far has been answered; false if that takes longer, or something was lost. */
    boolean flush(Duration timeout) {
        return all(timeout, (tracer, exporter) -> exporter.flush(timeout));
    }

    /** Sends what is left and stops, each tracer within its own bound, all of them at once. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        all(longestShutdown().plus(GRACE), (tracer, exporter) -> {
            exporter.close(config.tracer(tracer).export().shutdownTimeout());
            return true;
        });
    }

    Duration longestShutdown() {
        return config.tracers().values().stream()
                .map(tracer -> tracer.export().shutdownTimeout())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    Map<String, Account> accounts() {
        Map<String, Account> accounts = new TreeMap<>();
        started.forEach((name, exporter) -> accounts.put(name, exporter.account()));
        return accounts;
    }

    /** At once for all, so that a tracer that hangs takes no time from the others. */
    private boolean all(Duration timeout, BiPredicate<String, TracerExporter> action) {
        Map<String, TracerExporter> exporters = Map.copyOf(started);
        if (exporters.size() <= 1) {
            return exporters.entrySet().stream().allMatch(entry -> action.test(entry.getKey(), entry.getValue()));
        }
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        exporters.forEach((tracer, exporter) -> threads.add(Background.start("honeyhive-flush", () -> {
            if (action.test(tracer, exporter)) {
                done.incrementAndGet();
            }
        })));
        Background.join(threads, timeout);
        return done.get() == exporters.size();
    }
}
