/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import ai.honeyhive.microprofile.BatchResult;
import ai.honeyhive.microprofile.spi.ModelResult;
import org.jspecify.annotations.Nullable;

/** The record of one group: the port to whoever makes spans. No method throws. */
public interface GroupRecord {

    /** Starts records of groups. Thread-safe; no method throws. */
    interface Recorder {

        /** Begins the record of a group, on the thread of its first item. */
        GroupRecord begin(String key);

        /** What a result tells of tokens and cost, {@code null} where nobody understands it. */
        @Nullable
        ModelResult read(Object result);

        /** Tells of code that should not fail: the application's listeners, and our own. */
        void fault(String what, Throwable fault);
    }

    /** An item under way. */
    interface Item {

        /** The item's work has ended, on the thread on which it began. */
        void leave(boolean failed);
    }

    /** Makes the group's context the current one, for one item. */
    Item enter();

    /** All items have ended. */
    void end(BatchResult figures);
}
