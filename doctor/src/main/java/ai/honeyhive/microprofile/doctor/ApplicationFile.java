/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** An application as the build has laid it: one file, or a folder, with the jars in it. */
final class ApplicationFile {

    private static final String OURS = "ai/honeyhive/microprofile/";
    private static final Pattern ARCHIVE = Pattern.compile(".+\\.(?:jar|war|ear)");
    private static final Pattern UNREAD = Pattern.compile("(?:config/)?application[^/]*\\.ya?ml");
    private static final String CONFIG_SOURCES = "META-INF/services/org.eclipse.microprofile.config.spi.ConfigSource";
    private static final Pattern OF_SERVERS =
            Pattern.compile("(?:io\\.(?:quarkus|smallrye)|ai\\.honeyhive\\.microprofile)\\..+");
    private static final Pattern READ = Pattern.compile(
            "META-INF/services/org\\.eclipse\\.microprofile\\.config\\.spi\\.ConfigSource|META-INF/microprofile-config\\.properties|(?:config/)?application\\.properties|META-INF/beans\\.xml|WEB-INF/beans\\.xml");

    private final String name;

    /** The jars and folders with each class, by its path. */
    private final Map<String, List<String>> classes = new TreeMap<>();

    /** The text of each configuration file, by its path inside its jar or folder. */
    private final Map<String, List<String>> texts = new TreeMap<>();

    /** The classes that mention ours. */
    private final List<byte[]> using = new ArrayList<>();

    private final List<String> unread = new ArrayList<>();

    private ApplicationFile(String name) {
        this.name = name;
    }

    static ApplicationFile read(Path given) throws IOException {
        Path root = chosen(given);
        ApplicationFile application = new ApplicationFile(root.toString());
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String entry = root.relativize(file).toString().replace('\\', '/');
                    try (InputStream in = Files.newInputStream(file)) {
                        application.take("", entry, in);
                    }
                }
            }
            Path beside = root.resolveSibling("config").resolve("application.properties");
            if (Files.exists(beside)) {
                application
                        .texts
                        .computeIfAbsent("config/application.properties", key -> new ArrayList<>())
                        .add(Files.readString(beside));
            }
        } else {
            try (InputStream in = Files.newInputStream(root)) {
                application.archive("", in);
            }
        }
        return application;
    }

    /** In the folder of a build: what is deployed. */
    private static Path chosen(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            return given;
        }
        if (Files.isDirectory(given.resolve("quarkus-app"))) {
            return given.resolve("quarkus-app");
        }
        try (Stream<Path> files = Files.list(given)) {
            List<Path> wars = files.filter(file -> file.toString().endsWith(".war"))
                    .filter(Files::isRegularFile)
                    .toList();
            return wars.size() == 1 ? wars.get(0) : given;
        }
    }

    private void archive(String place, InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                take(place, entry.getName(), zip);
            }
        }
    }

    private void take(String place, String entry, InputStream in) throws IOException {
        if (ARCHIVE.matcher(entry).matches()) {
            archive(place.isEmpty() ? entry : place + '!' + entry, new ByteArrayInputStream(in.readAllBytes()));
            return;
        }
        String path = entry.startsWith("WEB-INF/classes/") ? entry.substring("WEB-INF/classes/".length()) : entry;
        if (path.endsWith(".class") && !path.startsWith("META-INF/")) {
            String where = place.isEmpty() ? entry : place;
            classes.computeIfAbsent(path, key -> new ArrayList<>()).add(where);
            if (!path.startsWith(OURS)) {
                byte[] code = in.readAllBytes();
                if (new String(code, StandardCharsets.ISO_8859_1).contains('L' + OURS)) {
                    using.add(code);
                }
            }
        } else if (READ.matcher(path).matches()) {
            texts.computeIfAbsent(path, key -> new ArrayList<>())
                    .add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } else if (UNREAD.matcher(path).matches()) {
            unread.add(path);
        }
    }

    String name() {
        return name;
    }

    /** The texts of all files with this path. */
    List<String> texts(String path) {
        return texts.getOrDefault(path, List.of());
    }

    /** The code of the application's classes that mention ours. */
    List<byte[]> using() {
        return using;
    }

    /** Configuration that this command does not understand. */
    List<String> unread() {
        return unread;
    }

    /** The classes of its own config sources, whose values only the running application knows. */
    List<String> ownConfigSources() {
        return texts(CONFIG_SOURCES).stream()
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty() && !OF_SERVERS.matcher(line).matches())
                .distinct()
                .toList();
    }

    boolean isQuarkus() {
        return !places("io.quarkus.runtime.Quarkus").isEmpty();
    }

    /** The places of a class, one for each copy: its jar, or its path. */
    List<String> places(String className) {
        return classes.getOrDefault(className.replace('.', '/') + ".class", List.of());
    }

    /** Whether the application brings its own server, as with Quarkus or Helidon: then one copy of its classes is right, else none. */
    boolean holdsServer() {
        return isQuarkus()
                || !places("io.helidon.microprofile.server.Server").isEmpty()
                || !places("org.jboss.weld.environment.se.Weld").isEmpty();
    }
}
