/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.event;

import java.util.Locale;
import java.util.regex.Pattern;

/** How sessions and events are told apart. */
public final class SessionKey {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern UNADDRESSABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final int LONGEST = 200;
    private static final String OF_TRACE = "trace-";

    private SessionKey() {}

    public static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    static boolean isUuidV4(String text) {
        return isUuid(text) && text.charAt(14) == '4';
    }

    /**
     * A UUID in lower case. Anything else cut where it is too long to be an id, and without the characters that cannot
     * stand in an address: the console shows what HoneyHive would refuse.
     */
    public static String normalise(String id) {
        String cut = id.length() <= LONGEST ? id : id.substring(0, LONGEST);
        return isUuid(cut)
                ? cut.toLowerCase(Locale.ROOT)
                : UNADDRESSABLE.matcher(cut).replaceAll("_");
    }

    /** The key under which spans without a session are shown: their trace. */
    public static String ofTrace(String traceId) {
        return normalise(OF_TRACE + traceId);
    }
}
