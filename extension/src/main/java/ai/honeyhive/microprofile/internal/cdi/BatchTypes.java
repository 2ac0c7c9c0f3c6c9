/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import java.util.Set;

/** What the name of a parameter's type tells of whether it has the items of a batch. */
final class BatchTypes {

    private static final Set<String> ITEMS = Set.of(
            "java.lang.Iterable",
            "java.util.Collection",
            "java.util.List",
            "java.util.Set",
            "java.util.SortedSet",
            "java.util.NavigableSet",
            "java.util.Queue",
            "java.util.Deque",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.SequencedCollection",
            "java.util.SequencedSet",
            "java.util.stream.Stream",
            "java.util.stream.IntStream",
            "java.util.stream.LongStream",
            "java.util.stream.DoubleStream");

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

    private BatchTypes() {}

    static boolean areItems(String type) {
        return ITEMS.contains(type) || type.endsWith("[]");
    }

    /** A type of the application's own may well be a collection; one of the platform's is known. */
    static boolean mayBeItems(String type) {
        return areItems(type)
                || !(PRIMITIVES.contains(type) || type.startsWith("java.") || type.startsWith("jakarta."));
    }
}
