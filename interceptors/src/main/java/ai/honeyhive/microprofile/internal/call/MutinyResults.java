/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Follows Mutiny's types: alone touches them, loaded only where they are. */
final class MutinyResults {

    private MutinyResults() {}

    static @Nullable Object follow(Object result, RunningCall call) {
        if (result instanceof Uni<?> uni) {
            return followUni(uni, call);
        }
        return result instanceof Multi<?> multi ? followMulti(multi, call) : null;
    }

    private static <T> Uni<T> followUni(Uni<T> uni, RunningCall call) {
        return uni.onTermination().invoke((item, failure, cancelled) -> {
            if (Boolean.TRUE.equals(cancelled)) {
                call.cancel();
            } else if (failure != null) {
                call.fail(failure);
            } else {
                call.end(item);
            }
        });
    }

    private static <T> Multi<T> followMulti(Multi<T> multi, RunningCall call) {
        Chunks chunks = new Chunks(call);
        return multi.onItem().invoke(chunks::next).onTermination().invoke((failure, cancelled) -> {
            if (Boolean.TRUE.equals(cancelled)) {
                call.cancel();
            } else if (failure != null) {
                call.fail(failure);
            } else {
                chunks.complete();
            }
        });
    }
}
