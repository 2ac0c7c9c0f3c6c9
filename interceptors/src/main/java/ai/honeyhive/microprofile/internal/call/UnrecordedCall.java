/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call that neither HoneyHive nor the server records: its span is current, so that what is called from here is not
 * recorded either, and there is nothing to end. As small as can be, since it is what most calls of a sampled service are.
 */
final class UnrecordedCall implements StartedCall {

    private static final Faults FAULTS = new Faults();

    /** {@code null} once it has been left. */
    private @Nullable Scope scope;

    @SuppressWarnings("MustBeClosedChecker") // Closed when the call ends.
    UnrecordedCall(Context work) {
        scope = work.makeCurrent();
    }

    @Override
    public void threw(Throwable thrown) {
        leave();
    }

    @Override
    public @Nullable Object returned(@Nullable Object result, @Nullable Class<?> declared) {
        leave();
        return result;
    }

    @Override
    public void refused(@Nullable Object result, Throwable refusal) {
        leave();
    }

    @Override
    public void leave() {
        Scope entered = scope;
        if (entered == null) {
            return;
        }
        scope = null;
        try {
            entered.close();
        } catch (Throwable fault) {
            FAULTS.report("close a scope", fault);
        }
    }
}
