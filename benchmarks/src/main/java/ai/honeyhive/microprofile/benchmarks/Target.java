/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.util.Locale;

/**
 * One target and what was measured.
 *
 * @param name what is measured
 * @param limit the limit in words
 * @param measured the measured value
 * @param allowed the highest value that meets the target
 * @param unit the unit of both values
 */
record Target(String name, String limit, double measured, double allowed, String unit) {

    boolean met() {
        return measured <= allowed;
    }

    String row() {
        return String.format(Locale.ROOT, "| %s | %s | %s | %s |", name, limit, value(), met() ? "met" : "**missed**");
    }

    private String value() {
        String number = unit.startsWith("×") ? "%.2f %s" : "%,.0f %s";
        return String.format(Locale.ROOT, number, measured, unit).strip();
    }
}
