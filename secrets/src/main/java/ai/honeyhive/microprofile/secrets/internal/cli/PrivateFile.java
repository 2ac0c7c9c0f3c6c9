/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces files as a whole: who reads sees the old text or the new one, whatever happens in between. */
final class PrivateFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** Leaves a file that only its owner can read. */
    static void replace(Path file, String text) throws IOException {
        write(file, text, OWNER_ONLY);
    }

    /** Leaves a file with the mode that it has. */
    static void replaceKeepingMode(Path file, String text) throws IOException {
        write(file, text, isPosix() ? Files.getPosixFilePermissions(file) : OWNER_ONLY);
    }

    private static void write(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        FileAttribute<?>[] attributes = isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path next = Files.createTempFile(directory, ".honeyhive-", ".tmp", attributes);
        try {
            Files.write(next, text.getBytes(StandardCharsets.UTF_8));
            if (isPosix()) {
                Files.setPosixFilePermissions(next, mode);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
