/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.file;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads small files that hold secrets. */
public final class SecretFile {

    /** The largest file that is read: Kubernetes allows no larger secret. */
    static final int LARGEST = 1 << 20;

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.secrets");
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private SecretFile() {}

    /**
     * Reads a file that a setting names, without the white space at its ends.
     *
     * @throws IllegalArgumentException if it cannot be read; names setting and file
     */
    public static String readSetting(String property, String file) {
        try {
            return readCredential(property, file);
        } catch (SecretStoreException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Reads a file with what we log in with, without the white space at its ends.
     *
     * @throws SecretStoreException if it cannot be read or is empty; names setting and file
     */
    public static String readCredential(String property, String file) throws SecretStoreException {
        Path path = Path.of(file);
        try {
            String text = read(path);
            if (text == null || text.isBlank()) {
                throw new SecretStoreException(Kind.INVALID, property + ": file " + file + " is empty or not UTF-8");
            }
            warnIfOpen(property, path);
            return text.strip();
        } catch (IOException e) {
            throw new SecretStoreException(Kind.UNAVAILABLE, property + ": file " + file + " " + why(e));
        }
    }

    /** The text of a file, {@code null} where it is no UTF-8. */
    static @Nullable String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        try {
            if (bytes.length > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Why a file cannot be read, in words. */
    static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        return e instanceof AccessDeniedException ? "must not be read by this process" : "cannot be read";
    }

    /** Not for a mounted volume: Kubernetes makes its files readable for all, and only the pod sees them. */
    private static void warnIfOpen(String property, Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            boolean mounted = directory != null && Files.exists(directory.resolve("..data"));
            if (!mounted
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    && WARNED.size() < 100
                    && WARNED.add(file.toString())) {
                LOG.log(
                        Level.WARNING,
                        "{0}: everybody on this machine can read {1}. Set its mode to 0400.",
                        new Object[] {property, file});
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(Level.FINE, "No file mode here", e);
        }
    }
}
