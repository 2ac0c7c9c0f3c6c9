/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.Nullable;

/**
 * Collects a streamed answer within the bound of an attribute: the text of its chunks, or the last chunk where they are
 * not text. Chunks of one stream arrive one after the other, as the Reactive Streams rules demand.
 */
final class Chunks {

    private final RunningCall call;
    private final StringBuilder text = new StringBuilder();
    private volatile @Nullable Object last;

    Chunks(RunningCall call) {
        this.call = call;
    }

    void next(@Nullable Object chunk) {
        call.chunk();
        if (chunk instanceof CharSequence characters) {
            synchronized (text) {
                if (text.length() <= call.settings().maxAttributeBytes()) {
                    text.append(characters);
                }
            }
        } else {
            last = chunk;
        }
    }

    void complete() {
        call.end(collected());
    }

    private @Nullable Object collected() {
        synchronized (text) {
            return text.length() > 0 ? text.toString() : last;
        }
    }
}
