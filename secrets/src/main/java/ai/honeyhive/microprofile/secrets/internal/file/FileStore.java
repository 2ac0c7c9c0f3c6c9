/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.file;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in files. A file is a document with one value; a directory is a document whose fields are its files. In a mounted
 * Kubernetes volume the fields are read from the one directory that {@code ..data} points to at that moment: the kubelet
 * replaces that link, and reading file after file through it mixes two versions.
 */
final class FileStore implements SecretStore {

    private static final int ATTEMPTS = 20;
    private static final int MOST_FILES = 1000;

    private final Path base;
    private final boolean trimNewline;

    FileStore(Path base, boolean trimNewline) {
        this.base = base;
        this.trimNewline = trimNewline;
    }

    @Override
    public SecretDocument read(String path, @Nullable String version) throws SecretStoreException {
        if (version != null) {
            throw new SecretStoreException(Kind.NOT_FOUND, "files have no versions: leave out @" + version);
        }
        Path target = base.resolve(path);
        IOException last = new NoSuchFileException(path);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return Files.isDirectory(target) ? directory(target) : file(target);
            } catch (NoSuchFileException e) {
                // Replaced while it was read: once more from the start.
                last = e;
            } catch (DirectoryIteratorException e) {
                last = new IOException(e);
            } catch (IOException e) {
                last = e;
                break;
            }
        }
        throw failure(target, last);
    }

    private static SecretStoreException failure(Path target, IOException e) {
        if (e instanceof NoSuchFileException && Files.exists(target)) {
            return new SecretStoreException(
                    Kind.UNAVAILABLE,
                    target
                            + " is there and could not be read as a whole: it is being replaced, or holds links to nothing");
        }
        Kind kind = Kind.INVALID;
        if (e instanceof NoSuchFileException) {
            kind = Kind.NOT_FOUND;
        } else if (e instanceof AccessDeniedException) {
            kind = Kind.DENIED;
        }
        return new SecretStoreException(kind, target + " " + SecretFile.why(e));
    }

    private SecretDocument file(Path file) throws IOException, SecretStoreException {
        String value = SecretFile.read(file);
        if (value == null) {
            throw new SecretStoreException(Kind.INVALID, file + " is not UTF-8");
        }
        return new SecretDocument(Map.of("", trimmed(value)), "", null);
    }

    private SecretDocument directory(Path directory) throws IOException, SecretStoreException {
        Path data = directory.resolve("..data");
        boolean mounted = Files.exists(data);
        Path real = mounted ? data.toRealPath() : directory;
        Map<String, String> fields = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(real)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("..") || Files.isDirectory(file)) {
                    continue;
                }
                if (fields.size() == MOST_FILES) {
                    throw new SecretStoreException(
                            Kind.INVALID, directory + " holds more than " + MOST_FILES + " files");
                }
                String value = SecretFile.read(file);
                if (value != null) {
                    fields.put(name, trimmed(value));
                }
            }
        }
        if (mounted && !data.toRealPath().equals(real)) {
            // The old version is deleted after the link has moved: what was read may be only half of it.
            throw new NoSuchFileException(real.toString());
        }
        return new SecretDocument(fields, mounted ? String.valueOf(real.getFileName()) : "", null);
    }

    private String trimmed(String value) {
        if (trimNewline && value.endsWith("\n")) {
            return value.substring(0, value.length() - (value.endsWith("\r\n") ? 2 : 1));
        }
        return value;
    }

    @Override
    public void close() {}
}
