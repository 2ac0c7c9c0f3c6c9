/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import java.io.IOException;
import java.nio.file.Path;

/** What the log asks of a disk; the tests put a failing one in its place. */
interface Disk {

    /** Opens an existing file for writing. */
    DiskFile open(Path file) throws IOException;

    /** A file that is open for writing. Every write names its place, so that nothing of a failed one stays in the way. */
    interface DiskFile {
        void write(byte[] bytes, int length, long at) throws IOException;

        void sync() throws IOException;

        void truncate(long size) throws IOException;

        void close() throws IOException;
    }
}
