/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends the calls whose publisher or stream was dropped without an end: nobody will ever tell us of one. Looked at when
 * the next call starts, so that it needs no thread.
 */
final class Abandoned {

    private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    void watch(Object result, RunningCall call) {
        watches.add(new Watch(result, dropped, call));
    }

    void endAll() {
        for (Reference<?> r = dropped.poll(); r != null; r = dropped.poll()) {
            Watch watch = (Watch) r;
            watches.remove(watch);
            watch.call.abandon();
        }
    }

    private static final class Watch extends PhantomReference<Object> {

        private final RunningCall call;

        Watch(Object result, ReferenceQueue<Object> queue, RunningCall call) {
            super(result, queue);
            this.call = call;
        }
    }
}
