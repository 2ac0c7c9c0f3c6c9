/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.evaluate;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import java.util.Collection;

/** What somebody may have meant who wrote a name that nobody knows. */
public final class Nearest {

    private Nearest() {}

    /** A sentence with the nearest of these names, after a blank; empty where there is none. */
    public static String of(String name, Collection<String> names) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String other : names) {
            int distance = HoneyHiveConfig.distance(name, other);
            if (distance < least) {
                least = distance;
                nearest = other;
            }
        }
        return nearest.isEmpty() ? "" : " Did you mean \"" + nearest + "\"?";
    }
}
