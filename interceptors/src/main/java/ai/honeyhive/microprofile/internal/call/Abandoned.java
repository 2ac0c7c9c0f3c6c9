/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the calls whose end nobody can bring about any more: of a stream that was dropped half read, of a future that
 * nobody will complete. Looked for when another call starts, so that it needs no thread, and at shutdown. Thread-safe.
 */
final class Abandoned {

    /** A call that starts must not pay for many others. */
    private static final int MOST_AT_ONCE = 4;

    private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /**
     * Watches over a call.
     *
     * @param follower everything that can end the call holds this object; the call itself must not
     */
    Watch watch(Object follower, RunningCall call) {
        var watch = new Watch(follower, dropped, call);
        watches.add(watch);
        return watch;
    }

    void forget(Watch watch) {
        watches.remove(watch);
        watch.clear();
    }

    /** Ends some of those calls. */
    void endSome() {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Reference<?> reference = dropped.poll();
            if (reference == null) {
                return;
            }
            ((Watch) reference).call.abandon();
        }
    }

    /** Ends all calls that are watched: what has not ended by now will not be recorded otherwise. */
    void endAll() {
        List.copyOf(watches).forEach(watch -> watch.call.abandon());
    }

    /** A call that is watched. */
    static final class Watch extends PhantomReference<Object> {

        private final RunningCall call;

        private Watch(Object follower, ReferenceQueue<Object> queue, RunningCall call) {
            super(follower, queue);
            this.call = call;
        }
    }
}
