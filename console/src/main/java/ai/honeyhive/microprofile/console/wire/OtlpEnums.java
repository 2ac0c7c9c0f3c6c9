/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

import java.util.List;

/** Names of OTLP's enums without their prefixes; the place in the list is the number on the wire. */
final class OtlpEnums {
    private static final List<String> KINDS =
            List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final List<String> STATUSES = List.of("UNSET", "OK", "ERROR");

    private OtlpEnums() {}

    static String kind(int number) {
        return name(KINDS, number);
    }

    static String status(int number) {
        return name(STATUSES, number);
    }

    static int kindNumber(String text) {
        return number(KINDS, "SPAN_KIND_", text);
    }

    static int statusNumber(String text) {
        return number(STATUSES, "STATUS_CODE_", text);
    }

    /** Unknown numbers become the first name, as protobuf readers treat values newer than themselves. */
    private static String name(List<String> names, int number) {
        return number >= 0 && number < names.size() ? names.get(number) : names.get(0);
    }

    private static int number(List<String> names, String prefix, String text) {
        int number = text.startsWith(prefix) ? names.indexOf(text.substring(prefix.length())) : -1;
        if (number < 0) {
            throw new IllegalArgumentException("'" + text + "' is none of " + prefix + names);
        }
        return number;
    }
}
