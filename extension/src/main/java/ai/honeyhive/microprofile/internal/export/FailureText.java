/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import ai.honeyhive.microprofile.internal.config.ApiKey;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.StringJoiner;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed request means, and what to do about it. */
final class FailureText {

    private static final int LONGEST = 200;
    private static final int DEEPEST = 5;

    /** Where {@code honeyhive.audit.delivery} fails closed. */
    static final String NOT_AUDITED =
            "nothing is sent, and spans wait: honeyhive.audit.delivery requires a record before, and"
                    + " the audit log cannot be written. See the messages of the audit log.";

    private FailureText() {}

    static String of(Reply.Answer answer, @Nullable ApiKey key) {
        if (key == null) {
            return "there is no key, so nothing is sent. Set honeyhive.api-key.";
        }
        String body = clean(answer.text(), key);
        return "it answered " + answer.status() + (body.isEmpty() ? "" : " (" + body + ")") + ". "
                + remedy(answer.status());
    }

    /** The key was refused, and somebody is asked for another one. */
    static String keyAwaited(Reply.Answer answer, @Nullable ApiKey key, Duration longest) {
        String body = clean(answer.text(), key);
        return "it answered " + answer.status() + (body.isEmpty() ? "" : " (" + body + ")")
                + ". The key may have been rotated: the secret stores are asked for it, and the spans wait for that up to "
                + longest.toSeconds() + " s.";
    }

    private static String remedy(int status) {
        return switch (status) {
            case 400 -> "These spans are lost; if this goes on, the library and the server do not fit together.";
            case 401, 403 ->
                "The key is refused: missing scope, expired, revoked, or of another deployment. Spans are"
                        + " lost until honeyhive.api-key is right.";
            case 404 ->
                "Either the address is wrong (host or path of honeyhive.url), or the key is refused and the"
                        + " server does not admit it (honeyhive.api-key). Spans are lost until that is right.";
            case 413 ->
                "The request is halved; a span that is too large alone is lost. Lower"
                        + " honeyhive.export.request-bytes or honeyhive.capture.max-attribute-bytes.";
            case 429 -> "Too many requests: spans wait and are sent later.";
            default -> {
                if (status >= 500 && status != 501 && status != 505) {
                    yield "Spans wait and are sent again.";
                }
                yield status / 100 == 3
                        ? "Redirects are never followed, as they would take the key elsewhere: set honeyhive.url to"
                                + " where the server really is. Spans are lost until then."
                        : "These spans are lost.";
            }
        };
    }

    static String partly(Reply.Answer answer, @Nullable ApiKey key) {
        return "it took a request but left out " + answer.rejectedSpans() + " of its spans ("
                + clean(answer.text(), key) + ").";
    }

    /** Failures of one kind are told loudly once. */
    static String kind(Reply.Broken broken) {
        return broken.how() == Reply.End.TIMED_OUT
                ? "timeout"
                : broken.cause().getClass().getSimpleName();
    }

    static String of(Reply.Broken broken, boolean lost, @Nullable ApiKey key) {
        if (broken.how() == Reply.End.TIMED_OUT) {
            return lost
                    ? "it did not answer in time. The spans were sent and may be stored, so they are not sent again"
                            + " (honeyhive.export.resend-after-timeout); see honeyhive.export.timeout."
                    : "it did not take a request in time. Spans wait and are sent again; see honeyhive.export.timeout.";
        }
        return "no connection (" + clean(chain(broken.cause()), key) + "). Spans wait and are sent again. "
                + remedy(broken.cause());
    }

    private static String remedy(Throwable cause) {
        if (isOrHas(UnresolvedAddressException.class, cause)) {
            return "The host's name is unknown: see honeyhive.url and the name server.";
        }
        if (isOrHas(SSLException.class, cause)) {
            return "TLS failed: see the server's certificate and this JVM's trust store. Nothing is ever sent in plain"
                    + " text instead.";
        }
        if (isOrHas(ConnectException.class, cause)) {
            return "Nothing listens there, or a firewall or proxy is in between: see honeyhive.url.";
        }
        return "Nothing to do if this passes.";
    }

    private static boolean isOrHas(Class<? extends Throwable> type, Throwable cause) {
        Throwable at = cause;
        for (int i = 0; at != null && i < DEEPEST; i++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static String chain(Throwable cause) {
        StringJoiner text = new StringJoiner(", by ");
        Throwable at = cause;
        for (int i = 0; at != null && i < DEEPEST; i++, at = at.getCause()) {
            String message = at.getMessage();
            // An exception without a message of its own takes that of its cause, which comes next.
            boolean own = message != null
                    && (at.getCause() == null || !message.equals(at.getCause().toString()));
            text.add(at.getClass().getSimpleName() + (own ? ": " + message : ""));
        }
        return text.toString();
    }

    /** The exception for the log; {@code null} if a server smuggled the key into its message. */
    static @Nullable Throwable loggable(Throwable cause, @Nullable ApiKey key) {
        return key != null && chain(cause).contains(key.revealForHeader()) ? null : cause;
    }

    /** Where something was thrown. */
    static String place(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    /** Foreign text, fit for one line of a log: no control character, no key, bounded. */
    static String clean(String text, @Nullable ApiKey key) {
        String safe = key == null ? text : text.replace(key.revealForHeader(), key.masked());
        String line = safe.substring(0, Math.min(safe.length(), 4 * LONGEST))
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
