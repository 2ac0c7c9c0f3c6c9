/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a class is, by names. */
final class Supertypes {

    private Supertypes() {}

    /** Whether the name of the class, of one above it, or of any interface of these matches. */
    static boolean anyMatch(Class<?> type, Predicate<String> name) {
        for (Class<?> next = type; next != null; next = superclass(next)) {
            if (name.test(next.getName())) {
                return true;
            }
            for (Class<?> implemented : next.getInterfaces()) {
                if (anyMatch(implemented, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Class<?> superclass(Class<?> type) {
        return type.getSuperclass();
    }
}
