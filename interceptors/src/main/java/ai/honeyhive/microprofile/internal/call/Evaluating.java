/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/** Marks the context in which evaluators run: what they call, a model that judges say, is not evaluated in its turn. */
public final class Evaluating {

    private static final ContextKey<Boolean> KEY = ContextKey.named("honeyhive-evaluating");

    private Evaluating() {}

    public static Context mark(Context context) {
        return context.with(KEY, true);
    }

    public static boolean in(Context context) {
        return context.get(KEY) != null;
    }
}
