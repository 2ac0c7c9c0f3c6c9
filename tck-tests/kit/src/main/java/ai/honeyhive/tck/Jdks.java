/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** JDKs of this machine, for a server that needs a newer one than the build. */
public final class Jdks {

    /** Where {@link #javaOfAtLeast} looks, for messages. */
    public static final String PLACES = "this JVM, JAVA_HOME and other variables whose name begins so,"
            + " ~/.m2/toolchains.xml, ~/.sdkman/candidates/java, ~/.jdks, /usr/lib/jvm";

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final Pattern TOOLCHAIN = Pattern.compile("<jdkHome>\\s*(.+?)\\s*</jdkHome>");

    private Jdks() {}

    /** The java command of the first JDK that is of at least this feature version, in the order of {@link #PLACES}. */
    public static Optional<String> javaOfAtLeast(int version) {
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"))),
                        named,
                        toolchains(home.resolve(".m2/toolchains.xml")),
                        folders(home.resolve(".sdkman/candidates/java")),
                        folders(home.resolve(".jdks")),
                        folders(Path.of("/usr/lib/jvm")))
                .flatMap(homes -> homes)
                .filter(jdk -> versionOf(jdk) >= version)
                .map(jdk -> jdk.resolve("bin/java").toString())
                .findFirst();
    }

    private static Stream<Path> toolchains(Path file) {
        return TOOLCHAIN.matcher(textOf(file)).results().map((MatchResult found) -> Path.of(found.group(1)));
    }

    private static Stream<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Stream.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The feature version that a JDK says it is; 0 where there is no JDK. */
    private static int versionOf(Path jdk) {
        Matcher matcher = VERSION.matcher(textOf(jdk.resolve("release")));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String textOf(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
