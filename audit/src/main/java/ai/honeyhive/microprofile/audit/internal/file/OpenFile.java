/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.internal.file.Disk.DiskFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A file of records that is written, and its file of checkpoints. Not thread-safe. */
final class OpenFile {

    final int number;
    private final Path path;
    private final DiskFile records;
    private final DiskFile checkpoints;
    private final BasicFileAttributes opened;
    private long bytes;
    private long checkpointBytes;

    OpenFile(LogDirectory directory, int number, long bytes, long checkpointBytes, Disk disk) throws IOException {
        this.number = number;
        this.path = directory.records(number);
        this.bytes = bytes;
        this.checkpointBytes = checkpointBytes;
        this.records = disk.open(path);
        try {
            this.checkpoints = disk.open(directory.checkpoints(number));
            this.opened = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            records.close();
            throw e;
        }
    }

    long bytes() {
        return bytes;
    }

    long createdMillis() {
        return opened.creationTime().toMillis();
    }

    void write(byte[] more, int length, long at) throws IOException {
        records.write(more, length, at);
    }

    void truncate() throws IOException {
        records.truncate(bytes);
    }

    void sync() throws IOException {
        records.sync();
    }

    /** From now on all before {@code end} counts. */
    void commit(long end) {
        bytes = end;
    }

    /** Adds a whole line, synced; if it fails the next one takes its place. */
    void checkpoint(byte[] line) throws IOException {
        checkpoints.truncate(checkpointBytes);
        checkpoints.write(line, line.length, checkpointBytes);
        checkpoints.sync();
        checkpointBytes += line.length;
    }

    /**
     * Refuses a file that is no longer the one that was opened: a deleted one takes writes and syncs without a word, and
     * loses them.
     */
    void check(long expectedBytes) throws IOException {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        if (!Objects.equals(now.fileKey(), opened.fileKey())) {
            throw new IOException(path + " was replaced by another file");
        }
        if (now.size() != expectedBytes) {
            throw new IOException(path + " has " + now.size() + " bytes instead of " + expectedBytes
                    + ": something else writes to it");
        }
    }

    void close() {
        for (DiskFile file : new DiskFile[] {records, checkpoints}) {
            try {
                file.close();
            } catch (IOException e) {
                // All that counts has been synced.
            }
        }
    }
}
