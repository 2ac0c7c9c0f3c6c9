/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Flow;

/**
 * A publisher whose end, failure or cancellation ends the call. The source runs in the call's context, the subscriber in
 * its own.
 */
final class FollowedPublisher<T> implements Flow.Publisher<T> {

    private final Flow.Publisher<T> source;
    private final RunningCall call;
    private final Chunks chunks;

    private FollowedPublisher(RunningCall call, Flow.Publisher<T> source) {
        this.source = source;
        this.call = call;
        this.chunks = call.chunks();
    }

    static <T> FollowedPublisher<T> of(RunningCall call, Flow.Publisher<T> source) {
        var followed = new FollowedPublisher<>(call, source);
        call.watch(followed);
        return followed;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Flow.Subscriber<T> follower = new Follower(subscriber, Context.current());
        try (Scope ignored = call.context().makeCurrent()) {
            source.subscribe(follower);
        }
    }

    /** Inner and not static: as long as somebody holds a follower, the publisher is not abandoned. */
    private final class Follower implements Flow.Subscriber<T>, Flow.Subscription {

        private final Flow.Subscriber<? super T> subscriber;
        private final Context outside;
        private volatile Flow.Subscription subscription = NOT_YET;

        Follower(Flow.Subscriber<? super T> subscriber, Context outside) {
            this.subscriber = subscriber;
            this.outside = outside;
        }

        @Override
        public void onSubscribe(Flow.Subscription upstream) {
            subscription = upstream;
            outside(() -> subscriber.onSubscribe(this));
        }

        @Override
        public void onNext(T item) {
            chunks.next(item);
            outside(() -> subscriber.onNext(item));
        }

        @Override
        public void onError(Throwable error) {
            call.end(null, error);
            outside(() -> subscriber.onError(error));
        }

        @Override
        public void onComplete() {
            call.end(null, null);
            outside(subscriber::onComplete);
        }

        @Override
        public void request(long n) {
            try (Scope ignored = call.context().makeCurrent()) {
                subscription.request(n);
            }
        }

        @Override
        public void cancel() {
            call.cancel();
            subscription.cancel();
        }

        /** A source that answers on the thread that asks does so in the call's context, which is none of the subscriber's. */
        private void outside(Runnable signal) {
            if (Context.current() != call.context()) {
                signal.run();
                return;
            }
            try (Scope ignored = outside.makeCurrent()) {
                signal.run();
            }
        }
    }

    private static final Flow.Subscription NOT_YET = new Flow.Subscription() {
        @Override
        public void request(long n) {
            // Nobody can ask before onSubscribe.
        }

        @Override
        public void cancel() {
            // Nor cancel.
        }
    };
}
