/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import org.jspecify.annotations.Nullable;

/** What the server knows of the request that the current thread works on. Thread-safe; asked only by rules that need it. */
public interface RequestFacts {

    /** Nothing is known. */
    RequestFacts NONE = new RequestFacts() {
        @Override
        public @Nullable Object header(String name) {
            return null;
        }

        @Override
        public @Nullable Object claim(String name) {
            return null;
        }
    };

    /** The value of an HTTP header, or a collection of values; {@code null} where there is none, or no request. */
    @Nullable
    Object header(String name);

    /** The value of a claim of the request's token, or a collection of values; {@code null} where there is none. */
    @Nullable
    Object claim(String name);
}
