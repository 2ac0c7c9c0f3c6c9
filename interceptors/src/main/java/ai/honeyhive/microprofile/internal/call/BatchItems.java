/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.internal.encode.ArgumentEncoder;
import java.util.Collection;
import java.util.stream.BaseStream;

/** The parameter of a method that has the items of a batch. */
final class BatchItems {

    private BatchItems() {}

    static boolean areOf(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || BaseStream.class.isAssignableFrom(type) || type.isArray();
    }

    /** Records how many there are, where that can be known without reading or loading them. */
    static void count(Object items, RunningCall call) {
        if (items instanceof Object[] array) {
            call.put(HoneyHiveAttributes.ITEMS, (long) array.length);
        } else if (items instanceof Collection<?> collection && ArgumentEncoder.mayTouch(items.getClass())) {
            call.put(HoneyHiveAttributes.ITEMS, (long) collection.size());
        }
    }
}
