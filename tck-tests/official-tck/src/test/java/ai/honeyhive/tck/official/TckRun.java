/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import ai.honeyhive.tck.Artifacts;
import java.nio.file.Path;

/**
 * One of the four runs, and what it leaves behind.
 *
 * @param name which TCK, and with or without HoneyHive
 */
record TckRun(String name) {

    /** The run that this JVM is for. */
    static TckRun current() {
        return new TckRun(System.getProperty("tck.run", "none"));
    }

    boolean hasLibrary() {
        return name.endsWith("-with");
    }

    Path folder() {
        return Artifacts.target().resolve("tck").resolve(name);
    }

    Path reports() {
        return folder().resolve("reports");
    }

    Path serverLog() {
        return folder().resolve("log/server.log");
    }

    /** A line for each request that HoneyHive sent. */
    Path received() {
        return folder().resolve("received.txt");
    }
}
