/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.file;

import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the files are kept.
 *
 * @param root the directory that holds the logs' directories
 * @param application the application's name
 * @param maxBytes a file of this size is closed and a new one begun
 * @param maxAge a file of this age as well
 * @param keepBytes the oldest files are deleted while all together are larger; 0 keeps all
 * @param keepFor files that were closed longer ago are deleted; zero keeps all
 * @param checkpointInterval how often a log with new records gets a checkpoint
 * @param key what checkpoints are signed with; null for none
 */
public record FileSettings(
        Path root,
        String application,
        long maxBytes,
        Duration maxAge,
        long keepBytes,
        Duration keepFor,
        Duration checkpointInterval,
        @Nullable SigningKey key) {

    /** The name as part of a directory's. */
    String directoryName() {
        String name = application.replaceAll("[^A-Za-z0-9._-]", "_");
        return name.startsWith(".") ? "_" + name : name;
    }
}
