/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The HoneyHive session that the spans of one service's part of a trace share. Where the session comes from nothing
 * better than chance (a new UUID), the first call that names one explicitly settles it for all of them.
 *
 * <p>Thread-safe.
 */
public final class Session {

    /** {@code null}: generated, and nobody has asked for the id yet. */
    private volatile @Nullable String id;

    private volatile @Nullable String name;
    private volatile @Nullable ExperimentCase experimentCase;
    private boolean settled;

    private Session(@Nullable String id, boolean settled) {
        this.id = id;
        this.settled = settled;
    }

    /** A session with a new random id, which a later call may still name. */
    public static Session generated() {
        return new Session(null, false);
    }

    /** The session that somebody named: an UUID, or any other text, which is mapped by {@link SessionIds}. */
    public static Session named(String idOrForeignId) {
        return new Session(SessionIds.toSessionId(idOrForeignId), true);
    }

    /**
     * Names this session, unless somebody has before.
     *
     * @return false if this session has another id already: the caller then makes a session of its own
     */
    public synchronized boolean settle(String idOrForeignId) {
        String wanted = SessionIds.toSessionId(idOrForeignId);
        if (!settled) {
            id = wanted;
            settled = true;
        }
        return wanted.equals(id);
    }

    /** The id, a lower-case UUID. */
    public String id() {
        String known = id;
        return known == null ? generate() : known;
    }

    private synchronized String generate() {
        String known = id;
        if (known == null) {
            known = randomUuid();
            id = known;
        }
        return known;
    }

    /** Version 4. Ids must not collide, they need not be secret: the SDK makes its trace ids from the same source. */
    private static String randomUuid() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    public @Nullable String name() {
        return name;
    }

    public void name(String name) {
        this.name = name;
    }

    /** The row of an experiment that its calls answer, {@code null} outside of experiments. */
    public @Nullable ExperimentCase experimentCase() {
        return experimentCase;
    }

    /** Links the calls of this session to a row of an experiment, or to none. */
    public void experimentCase(@Nullable ExperimentCase row) {
        this.experimentCase = row;
    }
}
