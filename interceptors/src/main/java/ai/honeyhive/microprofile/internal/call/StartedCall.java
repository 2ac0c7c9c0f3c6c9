/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.Nullable;

/** A call whose context is the current one until one of these is called, on the same thread. Neither throws. */
interface StartedCall {

    /** The context of the call is not the current one any more, though the work goes on. */
    void leave();

    /** What the method has returned is refused: recorded, and a failure. */
    void refused(@Nullable Object result, Throwable refusal);

    /** The method has thrown. */
    void threw(Throwable thrown);

    /**
     * The method has returned.
     *
     * @param declared its return type, {@code null} where it is not known
     * @return what the caller gets: the result, or where its end cannot be seen otherwise, one that stands for it
     */
    @Nullable
    Object returned(@Nullable Object result, @Nullable Class<?> declared);
}
