/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A share in the one log of an application. Several parts of it record (HoneyHive's exporter, its secrets, the application
 * itself) and start and end at different times: who comes first opens the log, who leaves last closes it. Same directory and
 * same application name mean the same log.
 *
 * <p>Thread-safe.
 */
public final class AuditLease implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("ai.honeyhive.microprofile.audit");
    private static final Map<Key, Shared> OPEN = new HashMap<>();

    private record Key(Path directory, String application) {}

    private static final class Shared {
        private final AuditLog log;
        private int holders;

        private Shared(AuditLog log) {
            this.log = log;
        }
    }

    private final Key key;
    private final Shared shared;
    private final AtomicBoolean returned = new AtomicBoolean();

    private AuditLease(Key key, Shared shared) {
        this.key = key;
        this.shared = shared;
    }

    /**
     * A share in the log that {@code honeyhive.audit.*} describes.
     *
     * @param property answers a property's name with its value, or nothing
     * @return nothing if {@code honeyhive.audit.enabled} is not true
     * @throws IllegalArgumentException if a value is wrong; the message begins with the property's name, says what is allowed
     *     and never holds the value
     */
    public static Optional<AuditLease> of(Function<String, Optional<String>> property) {
        return AuditSettings.from(property).map(AuditLease::of);
    }

    /** A share in the log of these settings; those of whoever has opened it stay in force. */
    public static AuditLease of(AuditSettings settings) {
        Key key = new Key(settings.directory.toAbsolutePath().normalize(), settings.application);
        synchronized (OPEN) {
            Shared shared = OPEN.get(key);
            if (shared == null) {
                shared = new Shared(AuditLog.open(settings));
                OPEN.put(key, shared);
            } else {
                closeUnused(settings);
            }
            shared.holders++;
            return new AuditLease(key, shared);
        }
    }

    private static void closeUnused(AuditSettings settings) {
        for (AuditSink sink : settings.sinks) {
            try {
                sink.close();
            } catch (Exception e) {
                LOG.log(Level.FINE, "An audit sink that was not needed could not be closed", e);
            }
        }
    }

    /** The log. Others use it too: do not close it. */
    public AuditLog log() {
        return shared.log;
    }

    /** Gives the share back, once; closes the log if it was the last one. */
    @Override
    public void close() {
        if (!returned.compareAndSet(false, true)) {
            return;
        }
        // The lock is held while the log closes, which is bounded: whoever opens it again meanwhile continues it.
        synchronized (OPEN) {
            if (--shared.holders == 0) {
                OPEN.remove(key);
                shared.log.close();
            }
        }
    }
}
