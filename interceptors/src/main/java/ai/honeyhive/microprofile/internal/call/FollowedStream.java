/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream, left unconsumed, whose exhaustion, failure or closing ends the call. The source runs in the call's context, the
 * consumer in its own.
 */
final class FollowedStream<T> implements Spliterator<T> {

    private final Stream<T> source;
    private final RunningCall call;
    private final Chunks chunks;
    private @Nullable Spliterator<T> elements;

    /** Set while the consumer's code runs: what is thrown then is none of the source's. */
    private boolean consuming;

    private FollowedStream(RunningCall call, Stream<T> source) {
        this.source = source;
        this.call = call;
        this.chunks = call.chunks();
    }

    static <T> Stream<T> of(RunningCall call, Stream<T> source) {
        var followed = new FollowedStream<>(call, source);
        call.watch(followed);
        return StreamSupport.stream(() -> followed, ORDERED, source.isParallel())
                .onClose(followed::close);
    }

    /** A consumer that has seen enough leaves elements behind: that is an end, not a cancellation. */
    private void close() {
        try {
            source.close();
        } finally {
            call.end(null, null);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Context outside = Context.current();
        boolean advanced;
        try (Scope ignored = call.context().makeCurrent()) {
            advanced = elements().tryAdvance(element -> consume(element, action, outside));
        } catch (Throwable thrown) {
            call.end(null, consuming ? null : thrown);
            throw thrown;
        }
        if (!advanced) {
            call.end(null, null);
        }
        return advanced;
    }

    private void consume(T element, Consumer<? super T> action, Context outside) {
        chunks.next(element);
        consuming = true;
        try (Scope ignored = outside.makeCurrent()) {
            action.accept(element);
        }
        consuming = false;
    }

    /** Elements come one after the other: a stream that is split has no single end. */
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
        return ORDERED;
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
