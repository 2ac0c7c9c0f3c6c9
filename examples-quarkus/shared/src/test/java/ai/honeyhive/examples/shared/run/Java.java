/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.shared.run;

import java.nio.file.Path;

/** The Java that runs this. */
final class Java {

    private Java() {}

    static String home() {
        return System.getProperty("java.home");
    }

    static String command() {
        return Path.of(home(), "bin", "java").toString();
    }
}
