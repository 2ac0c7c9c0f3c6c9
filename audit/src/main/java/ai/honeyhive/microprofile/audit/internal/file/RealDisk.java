/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * A {@link RandomAccessFile}, whose channel is used for syncs only: {@code fdatasync} leaves out the times of the file, which
 * nobody needs after a crash. A channel closes itself when its thread is interrupted; the thread is the log's own, so an
 * interrupt is somebody's mistake, and is dropped.
 */
final class RealDisk implements Disk {

    @Override
    public DiskFile open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        return new DiskFile() {
            @Override
            public void write(byte[] bytes, int length, long at) throws IOException {
                file.seek(at);
                file.write(bytes, 0, length);
            }

            @Override
            public void sync() throws IOException {
                Thread.interrupted();
                try {
                    file.getChannel().force(false);
                } catch (ClosedByInterruptException e) {
                    Thread.interrupted();
                    throw e;
                }
            }

            @Override
            public void truncate(long size) throws IOException {
                file.setLength(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
