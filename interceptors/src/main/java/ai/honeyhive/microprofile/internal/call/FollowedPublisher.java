/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.Flow;

/** A publisher whose end, failure or cancellation ends the call. */
final class FollowedPublisher<T> implements Flow.Publisher<T> {

    private final Flow.Publisher<T> publisher;
    private final RunningCall call;

    FollowedPublisher(Flow.Publisher<T> publisher, RunningCall call) {
        this.publisher = publisher;
        this.call = call;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        publisher.subscribe(new Follower<>(subscriber, call));
    }

    private static final class Follower<T> implements Flow.Subscriber<T> {

        private final Flow.Subscriber<? super T> subscriber;
        private final RunningCall call;
        private final Chunks chunks;

        Follower(Flow.Subscriber<? super T> subscriber, RunningCall call) {
            this.subscriber = subscriber;
            this.call = call;
            this.chunks = new Chunks(call);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    subscription.request(n);
                }

                @Override
                public void cancel() {
                    call.cancel();
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(T item) {
            chunks.next(item);
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable error) {
            call.fail(error);
            subscriber.onError(error);
        }

        @Override
        public void onComplete() {
            chunks.complete();
            subscriber.onComplete();
        }
    }
}
