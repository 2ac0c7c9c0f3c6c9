/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

/** Widths of the columns that hold received text; the whole text stands in the body. */
final class Columns {
    static final int ID = 200;
    static final int NAME = 500;

    private Columns() {}

    static String cut(String text, int width) {
        return storable(text.length() <= width ? text : text.substring(0, width));
    }

    /** Without NUL, which PostgreSQL does not take. Bodies are JSON, which writes it in another way. */
    static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    static String id(String text) {
        return cut(text, ID);
    }
}
