/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one log: {@code audit-000001.jsonl} with its checkpoints in {@code audit-000001.chk}, and so on. Where the
 * file system knows modes, only the owner may read them.
 */
public final class LogDirectory {

    private static final Pattern RECORDS = Pattern.compile("audit-(\\d{6,9})\\.jsonl");

    private final Path path;

    public LogDirectory(Path path) {
        this.path = path;
    }

    /** The directory itself if it holds a log, else those in it that do; itself where there is none. */
    public static List<Path> below(Path root) throws IOException {
        if (!new LogDirectory(root).numbers().isEmpty()) {
            return List.of(root);
        }
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> directories = Files.list(root)) {
            for (Path directory :
                    directories.filter(Files::isDirectory).sorted().toList()) {
                if (Files.exists(directory.resolve(".lock"))
                        || !new LogDirectory(directory).numbers().isEmpty()) {
                    logs.add(directory);
                }
            }
        }
        return logs.isEmpty() ? List.of(root) : logs;
    }

    public Path path() {
        return path;
    }

    public static String recordsName(int number) {
        return String.format("audit-%06d.jsonl", number);
    }

    public Path records(int number) {
        return path.resolve(recordsName(number));
    }

    public Path checkpoints(int number) {
        return path.resolve(String.format("audit-%06d.chk", number));
    }

    /** The numbers of the files that are there, ascending. */
    public List<Integer> numbers() throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "audit-*.jsonl")) {
            for (Path file : files) {
                Matcher matcher = RECORDS.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    numbers.add(Integer.parseInt(matcher.group(1)));
                }
            }
        }
        return List.copyOf(numbers);
    }

    static void create(Path directory) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
    }

    /** Makes an empty file, which must not be there. */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, only("rw-------"));
    }

    /** Makes new and deleted names last. */
    void sync() throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static boolean isOpenToOthers(Path directory) throws IOException {
        return isPosix()
                && !Collections.disjoint(
                        Files.getPosixFilePermissions(directory),
                        Set.of(
                                PosixFilePermission.GROUP_READ,
                                PosixFilePermission.GROUP_WRITE,
                                PosixFilePermission.OTHERS_READ,
                                PosixFilePermission.OTHERS_WRITE));
    }

    private static FileAttribute<?>[] only(String mode) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
