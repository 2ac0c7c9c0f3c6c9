/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Follows publishers of the Reactive Streams library: alone touches its types, loaded only where they are. */
final class ReactiveStreamsResults {

    private ReactiveStreamsResults() {}

    static @Nullable Object follow(RunningCall call, Object result, @Nullable Class<?> declared) {
        return result instanceof Publisher<?> publisher && Results.expects(declared, Publisher.class, result)
                ? follow(call, publisher)
                : null;
    }

    private static <T> Publisher<T> follow(RunningCall call, Publisher<T> publisher) {
        Flow.Publisher<T> followed =
                FollowedPublisher.of(call, subscriber -> publisher.subscribe(new FromFlow<>(subscriber)));
        return subscriber -> followed.subscribe(new ToFlow<>(subscriber));
    }

    private record FromFlow<T>(Flow.Subscriber<? super T> subscriber) implements Subscriber<T> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    subscription.request(n);
                }

                @Override
                public void cancel() {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(T item) {
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable error) {
            subscriber.onError(error);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }

    private record ToFlow<T>(Subscriber<? super T> subscriber) implements Flow.Subscriber<T> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {
                    subscription.request(n);
                }

                @Override
                public void cancel() {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(T item) {
            subscriber.onNext(item);
        }

        @Override
        public void onError(Throwable error) {
            subscriber.onError(error);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
