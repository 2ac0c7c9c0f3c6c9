/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ExportConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes batch after batch, has the stations process it, encodes it and has it sent. Whatever is thrown, even an {@code
 * Error}, costs at most the record that made it.
 */
final class ExportWorker implements Runnable {

    private final SpanQueue queue;
    private final UnaryOperator<SpanRecord> stations;
    private final Destination destination;
    private final ExportConfig config;
    private final FailureLog log;
    private final RequestWriter writer;

    ExportWorker(
            SpanQueue queue,
            UnaryOperator<SpanRecord> stations,
            Destination destination,
            ExportConfig config,
            FailureLog log) {
        this.queue = queue;
        this.stations = stations;
        this.destination = destination;
        this.config = config;
        this.log = log;
        this.writer = new RequestWriter(config.compressionLevel());
    }

    @Override
    public void run() {
        try {
            while (step()) {
                afterwards();
            }
            destination.report(queue.account(), true);
        } finally {
            // An interrupt ended the last request; it must not cut the closing of the connections too.
            Thread.interrupted();
            destination.close();
        }
    }

    private void afterwards() {
        Account account = queue.account();
        log.overflow(account.dropped(DropReason.QUEUE_FULL), config.queueBytes());
        if (account.queued() == 0) {
            writer.idle();
        }
        destination.report(account, false);
    }

    /** One batch; false at the end. */
    private boolean step() {
        List<QueuedSpan> batch = List.of();
        try {
            List<QueuedSpan> taken = queue.take(destination.reportDue());
            if (taken == null) {
                return false;
            }
            batch = taken;
            if (!batch.isEmpty()) {
                deliver(process(batch));
            }
        } catch (InterruptedException e) {
            // Only if we are stopped; another interrupt is none of our business.
            return !queue.aborted();
        } catch (Throwable e) {
            // Nothing below should let anything through; if it does, these records are the price, not the worker.
            lost(batch, e);
        }
        return true;
    }

    private List<QueuedSpan> process(List<QueuedSpan> batch) {
        List<QueuedSpan> ready = new ArrayList<>(batch.size());
        for (QueuedSpan span : batch) {
            try {
                if (!span.processed()) {
                    span.processed(Objects.requireNonNull(stations.apply(span.record()), "a station's result"));
                }
                ready.add(span);
            } catch (Throwable e) {
                lost(List.of(span), e);
            }
        }
        return ready;
    }

    private void deliver(List<QueuedSpan> batch) {
        Deque<List<QueuedSpan>> parts = new ArrayDeque<>();
        parts.add(batch);
        while (!parts.isEmpty()) {
            List<QueuedSpan> part = parts.removeFirst();
            switch (send(part)) {
                case DELIVERED, LOST -> {}
                case SPLIT -> {
                    parts.addFirst(part.subList(part.size() / 2, part.size()));
                    parts.addFirst(part.subList(0, part.size() / 2));
                }
                case LATER -> {
                    List<QueuedSpan> rest = new ArrayList<>(part);
                    parts.forEach(rest::addAll);
                    queue.putBack(rest);
                    return;
                }
            }
        }
    }

    private Destination.Next send(List<QueuedSpan> part) {
        if (destination.awaitsKey()) {
            return Destination.Next.LATER;
        }
        RequestBody body = encode(part);
        if (body == null) {
            return Destination.Next.LOST;
        }
        if (body.uncompressedLength() > config.requestBytes() && part.size() > 1) {
            return Destination.Next.SPLIT;
        }
        Destination.Next next = destination.send(part, body);
        if (next != Destination.Next.DELIVERED) {
            // The HTTP client may still hold the bytes of a request that it gave up.
            writer.renew();
        }
        return next;
    }

    /** The request, without the records that cannot be encoded; {@code null} if that leaves none. */
    private @Nullable RequestBody encode(List<QueuedSpan> part) {
        try {
            return part.isEmpty() ? null : writer.write(part);
        } catch (Throwable e) {
            List<QueuedSpan> good = new ArrayList<>(part);
            good.removeIf(span -> !encodable(span));
            if (good.size() == part.size()) {
                // Each alone, but not together: there is no telling who is to blame.
                lost(good, e);
                return null;
            }
            return encode(good);
        }
    }

    private boolean encodable(QueuedSpan span) {
        try {
            writer.write(List.of(span));
            return true;
        } catch (Throwable e) {
            lost(List.of(span), e);
            return false;
        }
    }

    private void lost(List<QueuedSpan> spans, Throwable cause) {
        queue.dropped(spans, DropReason.ENCODING);
        // Not the message: it may quote what the record holds.
        log.failure(
                cause.getClass().getName(),
                spans.size() + " spans could not be processed and are lost: "
                        + cause.getClass().getName() + FailureText.place(cause),
                null);
    }
}
