/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server of one tracer: makes the request, understands the answer, books what is settled, and pauses the queue where
 * that is due. Only the worker's thread uses it.
 */
final class Destination {

    /** What is to be done after a request. */
    enum Next {
        /** Nothing: its spans are delivered, and booked. */
        DELIVERED,
        /** Nothing: its spans are lost, and booked. */
        LOST,
        /** Send its halves. */
        SPLIT,
        /** Put its spans back, and those behind it: the queue pauses. */
        LATER
    }

    /** A request refused as malformed (400) may only be too large for the server, if it is at least this large. */
    private static final int LARGE = 1 << 20;

    private static final int NO_KEY = 401;

    /**
     * How long a refused request waits for a rotated key: a secret store is asked at most every five seconds, and may take
     * five to answer.
     */
    private static final Duration KEY_WAIT = Duration.ofSeconds(10);

    /** How often the key is looked at meanwhile, which costs no request. */
    private static final Duration KEY_LOOK = Duration.ofMillis(250);

    private final KeySource keySource;
    private final boolean resendAfterTimeout;
    private final SpanQueue queue;
    private final Transport transport;
    private final Backoff backoff;
    private final FailureLog log;
    private final Time time;
    private final Witness witness;
    private final ConsoleReports reports;
    private @Nullable ApiKey key;
    private boolean awaitingKey;
    private long awaitKeyUntil;

    Destination(
            TracerConfig config,
            KeySource keySource,
            SpanQueue queue,
            Transport transport,
            Backoff backoff,
            FailureLog log,
            Time time,
            Witness witness,
            ConsoleReports reports) {
        this.keySource = keySource;
        this.resendAfterTimeout = config.export().resendAfterTimeout();
        this.queue = queue;
        this.transport = transport;
        this.backoff = backoff;
        this.log = log;
        this.time = time;
        this.witness = witness;
        this.reports = reports;
        this.key = config.key();
    }

    void close() {
        transport.close();
    }

    /** When the server, if it is a local console, may be told how the tracer stands. */
    long reportDue() {
        return reports.due();
    }

    /** Tells it, if it is due or the last time. */
    void report(Account account, boolean last) {
        reports.tell(account, key, last);
    }

    /** Whether spans stay where they are, since their key was refused and the new one is not there yet. */
    boolean awaitsKey() {
        if (!awaitingKey || time.nanos() - awaitKeyUntil >= 0 || renewKey()) {
            return false;
        }
        // Again and again: the store may have been read just before the key was rotated in it.
        askForKey();
        queue.pause(KEY_LOOK, false);
        return true;
    }

    /** Sends one request with the key of this moment; if it is refused and there is a new one, once more with that. */
    Next send(List<QueuedSpan> spans, RequestBody body) {
        // Here and not when it is refused: while old and new one are both good, a rotation then costs no span.
        renewKey();
        if (!witness.maySend(spans.size(), body.uncompressedLength())) {
            return notAudited();
        }
        Reply reply = attempt(body);
        if (blamesKey(reply) && renewKey()) {
            if (!witness.maySend(spans.size(), body.uncompressedLength())) {
                return notAudited();
            }
            queue.book(Ledger::retry);
            reply = attempt(body);
        }
        if (blamesKey(reply) && mayGetKey()) {
            return keepForKey((Reply.Answer) reply);
        }
        awaitingKey = false;
        reports.ended(
                reply instanceof Reply.Answer answer && answer.console(),
                spans.get(0).record().resource());
        return reply instanceof Reply.Answer answer
                ? answered(answer, spans, body)
                : broken((Reply.Broken) reply, spans);
    }

    private Next notAudited() {
        reports.ended(false, Attributes.empty());
        log.failure("audit", FailureText.NOT_AUDITED, null);
        return later(Duration.ZERO);
    }

    private Reply attempt(RequestBody body) {
        ApiKey current = key;
        if (current == null) {
            return new Reply.Answer(NO_KEY, "", "", 0, "", false);
        }
        queue.book(Ledger::request);
        long begun = time.nanos();
        Reply reply = transport.send(body.fresh(), current);
        long took = time.nanos() - begun;
        queue.book(ledger -> ledger.answered(took));
        return reply;
    }

    private static boolean blamesKey(Reply reply) {
        return reply instanceof Reply.Answer answer
                && (answer.status() == 401 || answer.status() == 403 || answer.status() == 404);
    }

    /** Whether the key's source has another one by now. */
    private boolean renewKey() {
        try {
            ApiKey fresh = keySource.get();
            ApiKey current = key;
            if (fresh == null || (current != null && fresh.equals(current))) {
                return false;
            }
            key = fresh;
            witness.keyTaken(current, fresh);
            return true;
        } catch (Throwable e) {
            log.failure("key source", "its key could not be read again; the old one stays in use", e);
            return false;
        }
    }

    /** Whether there is hope for another key, and time left for it. */
    private boolean mayGetKey() {
        return awaitingKey ? time.nanos() - awaitKeyUntil < 0 : askForKey();
    }

    private boolean askForKey() {
        try {
            return keySource.refreshSoon();
        } catch (Throwable e) {
            log.failure("key refresh", "a fresh key could not be asked for", e);
            return false;
        }
    }

    private Next keepForKey(Reply.Answer answer) {
        if (!awaitingKey) {
            awaitingKey = true;
            awaitKeyUntil = time.nanos() + KEY_WAIT.toNanos();
            queue.book(Ledger::retry);
        }
        failed("HTTP " + answer.status() + ", key awaited", FailureText.keyAwaited(answer, key, KEY_WAIT), null);
        queue.pause(KEY_LOOK, false);
        return Next.LATER;
    }

    private Next answered(Reply.Answer answer, List<QueuedSpan> spans, RequestBody body) {
        int status = answer.status();
        if (status / 100 == 2) {
            return delivered(answer, spans);
        }
        failed("HTTP " + status, FailureText.of(answer, key), null);
        if (status == 401 || status == 403) {
            witness.failed("HTTP " + status, true);
        }
        return switch (status) {
            case 400 -> splitOr(DropReason.REJECTED, spans, body.uncompressedLength() >= LARGE);
            case 401, 403 -> refused(DropReason.UNAUTHORIZED, spans);
            case 404 -> refused(DropReason.NOT_FOUND, spans);
            case 413 -> splitOr(DropReason.TOO_LARGE, spans, true);
            case 408, 429 -> later(answer);
            case 501, 505 -> lost(DropReason.REJECTED, spans);
            default -> {
                if (status >= 500) {
                    yield later(answer);
                }
                yield status / 100 == 3 ? refused(DropReason.REDIRECTED, spans) : lost(DropReason.REJECTED, spans);
            }
        };
    }

    private Next delivered(Reply.Answer answer, List<QueuedSpan> spans) {
        backoff.succeeded();
        witness.delivered();
        queue.delivered(spans, answer.rejectedSpans());
        queue.book(ledger -> ledger.succeeded(time.now()));
        log.success();
        if (answer.rejectedSpans() > 0) {
            log.failure("partial success", FailureText.partly(answer, key), null);
        }
        return Next.DELIVERED;
    }

    private Next broken(Reply.Broken broken, List<QueuedSpan> spans) {
        boolean maybeStored = broken.sentWhole() && broken.how() != Reply.End.FAILED && !resendAfterTimeout;
        if (broken.how() != Reply.End.INTERRUPTED) {
            failed(
                    FailureText.kind(broken),
                    FailureText.of(broken, maybeStored, key),
                    FailureText.loggable(broken.cause(), key));
        }
        if (maybeStored) {
            queue.dropped(spans, DropReason.TIMEOUT_AFTER_SEND);
        }
        // A reset is not a timeout: who resets went down before it answered, so those spans are sent again.
        return later(Duration.ZERO);
    }

    private void failed(String kind, String message, @Nullable Throwable cause) {
        witness.failed(kind, false);
        queue.book(ledger -> ledger.failed(time.now(), kind));
        log.failure(kind, message, cause);
    }

    private Next later(Reply.Answer answer) {
        return later(backoff.asked(answer.retryAfter(), time.now()));
    }

    private Next later(Duration asked) {
        Duration own = backoff.next();
        queue.pause(asked.isZero() ? own : asked, !asked.isZero());
        queue.book(Ledger::retry);
        return Next.LATER;
    }

    /** Only another configuration helps: no storm of requests until somebody changes it. */
    private Next refused(DropReason reason, List<QueuedSpan> spans) {
        queue.pause(backoff.longest(), false);
        queue.dropped(spans, reason);
        return Next.LATER;
    }

    private Next splitOr(DropReason reason, List<QueuedSpan> spans, boolean large) {
        return large && spans.size() > 1 ? Next.SPLIT : lost(reason, spans);
    }

    private Next lost(DropReason reason, List<QueuedSpan> spans) {
        queue.dropped(spans, reason);
        return Next.LOST;
    }
}
