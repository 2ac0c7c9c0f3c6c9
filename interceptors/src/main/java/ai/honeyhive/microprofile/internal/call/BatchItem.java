/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** An item of a batch under way: notes the traced call that is its own. Thread-safe. */
final class BatchItem {

    private static final ContextKey<BatchItem> KEY = ContextKey.named("honeyhive-batch-item");

    private final TracedCall group;
    private volatile @Nullable TracedCall own;

    private BatchItem(TracedCall group) {
        this.group = group;
    }

    /** An item of a group, whose call is the innermost one of a context; {@code null} where none is. */
    static @Nullable BatchItem of(Context groupContext) {
        TracedCall group = TracedCall.from(groupContext);
        return group == null ? null : new BatchItem(group);
    }

    Context in(Context groupContext) {
        return groupContext.with(KEY, this);
    }

    /** A call has begun; if directly in an item, it is the item's. The last one counts, or the first that failed. */
    static void began(Context parent, TracedCall enclosing, TracedCall call) {
        BatchItem item = parent.get(KEY);
        if (item != null && item.group == enclosing) {
            TracedCall before = item.own;
            if (before == null || !before.failed()) {
                item.own = call;
            }
        }
    }

    /** The span of the item's own call, invalid where it made none. */
    SpanContext span() {
        TracedCall known = own;
        return known == null ? SpanContext.getInvalid() : known.spanContext();
    }
}
