/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body as it arrives and then goes on. No thread waits meanwhile: however many clients send slowly, they
 * hold a connection each and nothing else. A body that will be refused is read away too, so that the client sees the
 * answer and not a reset connection.
 */
final class BodyCollector implements Runnable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long MAX_READ_AWAY = 2L * Body.MAX_BYTES;

    private final Request request;
    private final Budget budget;
    private final Consumer<Body> then;
    private final long until = System.nanoTime() + DEADLINE.toNanos();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean keep;
    private long count;
    private long reserved;
    private @Nullable HttpError problem;

    /** @param keep whether the body is of use at all */
    BodyCollector(Request request, Budget budget, boolean keep, Consumer<Body> then) {
        this.request = request;
        this.budget = budget;
        this.keep = keep;
        this.then = then;
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                boolean slow = chunk.getFailure() instanceof TimeoutException;
                finish(
                        slow
                                ? new HttpError(408, "the body did not arrive in time")
                                : new HttpError(400, "the body broke off"));
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                finish(problem);
                return;
            }
            if (System.nanoTime() - until > 0) {
                finish(new HttpError(408, "the body did not arrive in time"));
                return;
            }
            if (count > MAX_READ_AWAY) {
                finish(Body.tooLarge());
                return;
            }
        }
    }

    private void take(ByteBuffer buffer) {
        int n = buffer.remaining();
        count += n;
        if (!keep) {
            return;
        }
        if (count > Body.MAX_BYTES) {
            drop(Body.tooLarge());
        } else if (!budget.reserve(n)) {
            drop(Body.overBudget());
        } else {
            reserved += n;
            byte[] bytes = new byte[n];
            buffer.get(bytes);
            kept.writeBytes(bytes);
        }
    }

    private void drop(HttpError why) {
        problem = why;
        keep = false;
        kept.reset();
        budget.release(reserved);
        reserved = 0;
    }

    private void finish(@Nullable HttpError why) {
        then.accept(new Body(kept.toByteArray(), count, why, budget, reserved));
    }
}
