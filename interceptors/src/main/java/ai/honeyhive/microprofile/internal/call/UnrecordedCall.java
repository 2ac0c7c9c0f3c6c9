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

    private final Scope scope;
    private boolean left;

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
        if (left) {
            return;
        }
        left = true;
        try {
            scope.close();
        } catch (Throwable fault) {
            FAULTS.report("close a scope", fault);
        }
    }
}
