/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the build lays ready in {@code target/kit}: the library's jars, the application, the console. */
public final class Artifacts {

    private Artifacts() {}

    /** The {@code target} folder of the server module. */
    public static Path target() {
        return Path.of(System.getProperty("kit.target", "target")).toAbsolutePath();
    }

    /** One of the jars, by its name without version. */
    public static Path jar(String name) {
        Path jar = target().resolve("kit").resolve(name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run the module by './mvnw -pl <module> -am verify'");
        }
        return jar;
    }
}
