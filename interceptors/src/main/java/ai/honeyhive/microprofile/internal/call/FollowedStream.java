/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream, left unconsumed, whose exhaustion, failure or closing ends the call. */
final class FollowedStream<T> implements Spliterator<T> {

    private final Stream<T> source;
    private final RunningCall call;
    private final Chunks chunks;
    private @Nullable Spliterator<T> elements;

    private FollowedStream(Stream<T> source, RunningCall call) {
        this.source = source;
        this.call = call;
        this.chunks = new Chunks(call);
    }

    static <T> Stream<T> of(Stream<T> source, RunningCall call) {
        FollowedStream<T> followed = new FollowedStream<>(source, call);
        return StreamSupport.stream(followed, source.isParallel()).onClose(followed::close);
    }

    private void close() {
        try {
            source.close();
        } finally {
            // A short-circuiting consumer leaves elements behind: that is an end, not a cancellation.
            chunks.complete();
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        boolean advanced;
        try {
            advanced = elements().tryAdvance(element -> {
                chunks.next(element);
                action.accept(element);
            });
        } catch (Throwable t) {
            call.fail(t);
            throw t;
        }
        if (!advanced) {
            chunks.complete();
        }
        return advanced;
    }

    /** One after the other: who splits the stream would have no single end. */
    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return elements().estimateSize();
    }

    @Override
    public int characteristics() {
        return elements().characteristics() & ~(SORTED | SUBSIZED);
    }

    private Spliterator<T> elements() {
        Spliterator<T> known = elements;
        if (known == null) {
            known = source.spliterator();
            elements = known;
        }
        return known;
    }
}
