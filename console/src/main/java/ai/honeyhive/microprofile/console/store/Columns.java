/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

/** Widths of the columns that hold received text; the whole text stands in the body. */
final class Columns {
    static final int ID = 200;
    static final int NAME = 500;

    private Columns() {}

    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width);
    }

    static String id(String text) {
        return cut(text, ID);
    }
}
