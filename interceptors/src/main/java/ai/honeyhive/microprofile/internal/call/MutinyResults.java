/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Follows Mutiny's types: alone touches them, loaded only where they are. */
final class MutinyResults {

    private MutinyResults() {}

    static @Nullable Object follow(RunningCall call, Object result, @Nullable Class<?> declared) {
        if (result instanceof Uni<?> uni && (declared == null || declared.isAssignableFrom(Uni.class))) {
            return follow(call, uni);
        }
        if (result instanceof Multi<?> multi && expectsMulti(declared, result)) {
            return follow(call, multi);
        }
        return null;
    }

    /** Unless told otherwise: only processors are named by their classes. */
    private static boolean expectsMulti(@Nullable Class<?> declared, Object result) {
        return declared == null
                ? !result.getClass().getPackageName().endsWith(".processors")
                : declared.isAssignableFrom(Multi.class);
    }

    private static <T> Uni<T> follow(RunningCall call, Uni<T> uni) {
        var follower = new Follower(call);
        call.watch(follower);
        return uni.onTermination().invoke(follower::terminated);
    }

    private static <T> Multi<T> follow(RunningCall call, Multi<T> multi) {
        var follower = new Follower(call);
        // From now on the pieces count, be there none.
        call.chunks();
        call.watch(follower);
        return multi.onItem()
                .invoke(follower::next)
                .onTermination()
                .invoke((failure, cancelled) -> follower.terminated(null, failure, cancelled));
    }

    /** All operators hold this object, so that we notice when they are nobody's any more. */
    private static final class Follower {

        private final RunningCall call;

        Follower(RunningCall call) {
            this.call = call;
        }

        void next(@Nullable Object item) {
            call.chunks().next(item);
        }

        void terminated(@Nullable Object item, @Nullable Throwable failure, @Nullable Boolean cancelled) {
            if (Boolean.TRUE.equals(cancelled)) {
                call.cancel();
            } else {
                call.end(item, failure);
            }
        }
    }
}
