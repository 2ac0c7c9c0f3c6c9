/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A real disk that fails on request. */
final class FaultyDisk implements Disk {

    private final Disk real = new RealDisk();

    /** How many bytes still fit, over all files; a write that does not fit is written as far as it does. */
    volatile long space = Long.MAX_VALUE;

    volatile boolean syncFails;
    volatile boolean truncateFails;

    /** Writes wait for it. */
    volatile CountDownLatch hangs = new CountDownLatch(0);

    @Override
    public DiskFile open(Path path) throws IOException {
        DiskFile file = real.open(path);
        return new DiskFile() {
            @Override
            public void write(byte[] bytes, int length, long at) throws IOException {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                int fits = (int) Math.min(length, space);
                file.write(bytes, fits, at);
                if (fits < length) {
                    throw new IOException("No space left on device");
                }
            }

            @Override
            public void sync() throws IOException {
                if (syncFails) {
                    throw new IOException("Input/output error");
                }
                file.sync();
            }

            @Override
            public void truncate(long size) throws IOException {
                if (truncateFails) {
                    throw new IOException("Input/output error");
                }
                file.truncate(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
