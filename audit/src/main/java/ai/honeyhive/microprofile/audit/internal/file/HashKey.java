/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The key of fingerprints: 64 hexadecimal digits in a file that only its owner may read. */
public final class HashKey {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.audit");
    private static final int LENGTH = 32;

    private HashKey() {}

    /**
     * The key in {@code file}, or in {@code hash.key} of the directory, which is made if it is not there. Without either,
     * a key of this process, and a warning.
     */
    public static byte[] load(Path directory, @Nullable Path file) {
        Path path = file == null ? directory.resolve("hash.key") : file;
        try {
            if (file == null && !Files.exists(path)) {
                make(directory, path);
            }
            if (LogDirectory.isOpenToOthers(file == null ? directory : path)) {
                LOG.log(
                        Level.WARNING,
                        "{0} can be read or written by others than its owner",
                        file == null ? directory : path);
            }
            return read(path);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(
                    Level.WARNING,
                    "The key of fingerprints, " + path + ", cannot be used: " + e
                            + ". Fingerprints of this run compare with one another only.");
            return random();
        }
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the file does not hold a key
     */
    public static byte[] read(Path path) throws IOException {
        byte[] key = HexFormat.of().parseHex(Files.readString(path).strip());
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a key of fingerprints has 64 hexadecimal digits");
        }
        return key;
    }

    /** Whole or not at all, whoever else makes one at the same time. */
    private static void make(Path directory, Path path) throws IOException {
        LogDirectory.create(directory);
        Path next = directory.resolve("hash.key." + ProcessHandle.current().pid() + "-" + System.nanoTime());
        LogDirectory.createFile(next);
        try {
            Files.writeString(next, HexFormat.of().formatHex(random()) + "\n");
            Files.createLink(path, next);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; theirs counts.
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static byte[] random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
