/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.Locale;

/**
 * One target and what was measured.
 *
 * @param name what is measured
 * @param limit the limit in words
 * @param measured the measured value in words
 * @param met whether the value keeps to the limit
 */
record Target(String name, String limit, String measured, boolean met) {

    /** What the measured value begins with where nothing was there to compare with: then nothing is met or missed. */
    static final String NOT_COMPARED = "not compared";

    /** A multiple of something else, {@code unit}; a value that is not a number is never met. */
    static Target ratio(String name, double measured, double allowed, String unit) {
        return new Target(
                name,
                String.format(Locale.ROOT, "≤ %s %s", number(allowed), unit),
                String.format(Locale.ROOT, "%.2f %s", measured, unit),
                measured <= allowed);
    }

    /** A number of bytes, in whole ones: what the harness itself takes is a fraction of one for each call. */
    static Target bytes(String name, String limit, double measured, double allowed) {
        return new Target(
                name, limit, String.format(Locale.ROOT, "%,.0f B", measured), Math.round(measured) <= allowed);
    }

    String row() {
        String verdict = met ? "met" : measured.startsWith(NOT_COMPARED) ? "" : "**missed**";
        return "| %s | %s | %s | %s |".formatted(name, limit, measured, verdict);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("0$", "");
    }
}
