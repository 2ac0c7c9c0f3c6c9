/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One writer a directory. Who finds {@code shop-1} taken writes a log of its own into {@code shop-2}: two instances on one
 * volume, or the old and the new one during a deployment, must neither share a chain nor go without a record.
 *
 * <p>Within one JVM a system property keeps others away <em>before</em> they open the lock file: on POSIX systems the
 * closing of any channel on it would end the lock of the one who has it.
 */
final class DirectoryLock {

    private static final int MOST = 64;

    private final Path directory;
    private final String property;
    private final FileChannel channel;

    private DirectoryLock(Path directory, String property, FileChannel channel) {
        this.directory = directory;
        this.property = property;
        this.channel = channel;
    }

    /** Takes the first directory that is free. */
    static DirectoryLock takeFirst(Path root, String application) throws IOException {
        for (int i = 1; i <= MOST; i++) {
            Path directory = root.resolve(application + "-" + i);
            LogDirectory.create(directory);
            DirectoryLock lock = take(directory.toRealPath());
            if (lock != null) {
                return lock;
            }
        }
        throw new IOException("All " + MOST + " logs of " + application + " in " + root + " have a writer");
    }

    private static @Nullable DirectoryLock take(Path directory) throws IOException {
        String property = "ai.honeyhive.microprofile.audit.writer:" + directory;
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? null : new DirectoryLock(directory, property, channel);
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (lock == null) {
                System.getProperties().remove(property);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process; nothing is lost.
        } finally {
            System.getProperties().remove(property);
        }
    }
}
