/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets come from. All methods are called on one thread that belongs to the store alone, so that an implementation
 * may block, and needs no locks. Every blocking step must have a limit of its own: ten seconds are a good one.
 */
public interface SecretStore extends AutoCloseable {

    /**
     * Tells of the reads that follow, one after another, in this round. A store that can fetch many at once does it here and
     * answers the reads from what it got; what it could not get this way is read by itself.
     *
     * @param paths the paths whose current version is read next, at least two
     */
    default void readingSoon(Set<String> paths) throws SecretStoreException, InterruptedException {}

    /**
     * Reads what is under a path, all of it or nothing.
     *
     * @param path as it stands in the reference, between {@code :} and {@code #}
     * @param version as it stands in the reference after {@code @}, {@code null} for the current one
     * @throws SecretStoreException if it cannot be had; its kind decides whether and when it is tried again
     * @throws InterruptedException if the application ends
     */
    SecretDocument read(String path, @Nullable String version) throws SecretStoreException, InterruptedException;

    /**
     * What is to be done between reads, for instance renewing a token. Called after each round of reads, and again when
     * the time it returned is over.
     *
     * @return when it wants to be called again
     */
    default Duration maintain() throws SecretStoreException, InterruptedException {
        return Duration.ofDays(1);
    }

    /** Gives back what is to be given back, within two seconds. Called once, at the end. */
    @Override
    void close();
}
