/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A {@link RandomAccessFile}: unlike a channel it does not close itself when its thread is interrupted. */
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
                file.getFD().sync();
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
