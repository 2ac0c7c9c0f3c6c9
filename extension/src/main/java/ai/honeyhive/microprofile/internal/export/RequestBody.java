/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A request body straight from an array, in slices, which remembers whether its last slice went out. The HTTP client
 * asks for a slice only when the one before it is written, and for none before the connection, its TLS included,
 * stands.
 */
final class RequestBody implements BodyPublisher {

    private static final int SLICE = 32 << 10;

    private final byte[] array;
    private final int offset;
    private final int length;
    private final boolean gzip;
    private final int uncompressedLength;
    private volatile boolean sentWhole;

    RequestBody(byte[] array, int offset, int length, boolean gzip, int uncompressedLength) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.gzip = gzip;
        this.uncompressedLength = uncompressedLength;
    }

    /** The same body for another attempt. */
    RequestBody fresh() {
        return new RequestBody(array, offset, length, gzip, uncompressedLength);
    }

    /** Its size before compression. */
    int uncompressedLength() {
        return uncompressedLength;
    }

    boolean gzip() {
        return gzip;
    }

    boolean sentWhole() {
        return sentWhole;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Slices(subscriber));
    }

    /** The HTTP client calls it from one thread at a time; a request may come from inside {@code onNext}. */
    private final class Slices implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private int at;
        private long demand;
        private boolean emitting;
        private boolean done;

        Slices(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public synchronized void request(long count) {
            demand += count;
            if (emitting) {
                return;
            }
            emitting = true;
            while (demand > 0 && !done) {
                demand--;
                int size = Math.min(SLICE, length - at);
                at += size;
                done = at == length;
                sentWhole = done;
                subscriber.onNext(ByteBuffer.wrap(array, offset + at - size, size));
                if (done) {
                    subscriber.onComplete();
                }
            }
            emitting = false;
        }

        @Override
        public synchronized void cancel() {
            done = true;
        }
    }
}
