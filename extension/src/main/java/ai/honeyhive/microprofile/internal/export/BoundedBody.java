/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a response as it comes: its head first, then at most so many bytes of its body, then it hangs up. What is there
 * can be read at any time, so an answer counts although its body never ends.
 */
final class BoundedBody implements BodyHandler<Void>, BodySubscriber<Void> {

    private final int limit;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable ResponseInfo head;
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    /** The answer so far, {@code null} before its head is there. */
    synchronized Reply.@Nullable Answer answer() {
        if (head == null) {
            return null;
        }
        byte[] body = bytes.toByteArray();
        return new Reply.Answer(
                head.statusCode(),
                header(head, "Retry-After"),
                new String(body, StandardCharsets.UTF_8),
                PartialSuccess.rejected(header(head, "Content-Type"), body),
                header(head, "Date"),
                !header(head, "HoneyHive-Console").isEmpty());
    }

    private static String header(ResponseInfo head, String name) {
        return head.headers().firstValue(name).orElse("");
    }

    @Override
    public synchronized BodySubscriber<Void> apply(ResponseInfo info) {
        head = info;
        return this;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return end;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (end.isDone()) {
            return;
        }
        if (append(buffers)) {
            request();
        } else {
            hangUp();
        }
    }

    private synchronized boolean append(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        return bytes.size() < limit;
    }

    private synchronized void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private synchronized void hangUp() {
        if (subscription != null) {
            subscription.cancel();
        }
        end.complete(null);
    }

    @Override
    public void onError(Throwable cause) {
        end.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
