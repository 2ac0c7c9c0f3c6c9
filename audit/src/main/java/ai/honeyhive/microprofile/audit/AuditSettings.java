/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a log is kept; {@code docs/audit.md} lists the properties with their defaults and units. Immutable and thread-safe.
 *
 * @see #from to read {@code honeyhive.audit.*}
 * @see #builder to set all by hand
 */
public final class AuditSettings {

    final Path directory;
    final String application;
    final String instance;
    final Map<AuditEventType, Delivery> deliveries;
    final Duration timeout;
    final int queueCapacity;
    final long maxBytes;
    final Duration maxAge;
    final long keepBytes;
    final Duration keepFor;
    final Duration checkpointInterval;
    final Duration summaryInterval;
    final @Nullable SigningKey signingKey;
    final @Nullable Path hashKeyFile;
    final List<AuditSink> sinks;
    final List<AuditAnchor> anchors;

    private AuditSettings(Builder builder) {
        directory = builder.directory;
        application = builder.application;
        instance = builder.instance;
        deliveries = Map.copyOf(builder.deliveries);
        timeout = builder.timeout;
        queueCapacity = builder.queueCapacity;
        maxBytes = builder.maxBytes;
        maxAge = builder.maxAge;
        keepBytes = builder.keepBytes;
        keepFor = builder.keepFor;
        checkpointInterval = builder.checkpointInterval;
        summaryInterval = builder.summaryInterval;
        signingKey = builder.signingKey;
        hashKeyFile = builder.hashKeyFile;
        sinks = List.copyOf(builder.sinks);
        anchors = List.copyOf(builder.anchors);
    }

    /**
     * Reads {@code honeyhive.audit.*}.
     *
     * @param property answers a property's name with its value, or nothing
     * @return nothing if {@code honeyhive.audit.enabled} is not true
     * @throws IllegalArgumentException if a value is wrong; the message names the property and what is allowed, and
     *     never the value
     */
    public static Optional<AuditSettings> from(Function<String, Optional<String>> property) {
        return new SettingsReader(property).read();
    }

    /** A builder for a log below {@code directory}, which is made if it is not there. */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    Delivery delivery(AuditEventType type) {
        return deliveries.getOrDefault(type, type.delivery());
    }

    @Override
    public String toString() {
        return "AuditSettings[" + directory + ", " + application + "]";
    }

    /** Sets all by hand; not thread-safe. Null is refused everywhere. */
    public static final class Builder {
        private final Path directory;
        private String application = "application";
        private String instance = "pid-" + ProcessHandle.current().pid();
        private final Map<AuditEventType, Delivery> deliveries = new EnumMap<>(AuditEventType.class);
        private Duration timeout = Duration.ofSeconds(2);
        private int queueCapacity = 8192;
        private long maxBytes = 64L << 20;
        private Duration maxAge = Duration.ofHours(24);
        private long keepBytes;
        private Duration keepFor = Duration.ZERO;
        private Duration checkpointInterval = Duration.ofMinutes(1);
        private Duration summaryInterval = Duration.ofMinutes(1);
        private @Nullable SigningKey signingKey;
        private @Nullable Path hashKeyFile;
        private final List<AuditSink> sinks = new ArrayList<>();
        private final List<AuditAnchor> anchors = new ArrayList<>();

        private Builder(Path directory) {
            this.directory = Objects.requireNonNull(directory, "directory");
        }

        /** The application's name, in each record and in the name of the log's directory; default {@code application}. */
        public Builder application(String name) {
            application = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Which instance of the application, as a host's or a pod's name; default {@code pid-} and the process id. */
        public Builder instance(String name) {
            instance = Objects.requireNonNull(name, "name");
            return this;
        }

        /** How records of all types are delivered, also of those the log writes itself. */
        public Builder delivery(Delivery delivery) {
            for (AuditEventType type : AuditEventType.values()) {
                delivery(type, delivery);
            }
            return this;
        }

        /** How records of one type are delivered; default: {@link AuditEventType#delivery()}. */
        public Builder delivery(AuditEventType type, Delivery delivery) {
            deliveries.put(type, Objects.requireNonNull(delivery, "delivery"));
            return this;
        }

        /** How long a caller waits for a durable or required record; default 2 seconds. */
        public Builder timeout(Duration duration) {
            timeout = positive(duration, "timeout");
            return this;
        }

        /** How many records may wait to be written, from 16 on; default 8,192. */
        public Builder queueCapacity(int records) {
            if (records < 16) {
                throw new IllegalArgumentException("queueCapacity must be at least 16");
            }
            queueCapacity = records;
            return this;
        }

        /** A file of so many bytes, or in use for so long, is closed and another begun; default 64 MiB and 24 hours. */
        public Builder rotation(long bytes, Duration age) {
            if (bytes < 4096) {
                throw new IllegalArgumentException("bytes must be at least 4096");
            }
            maxBytes = bytes;
            maxAge = positive(age, "age");
            return this;
        }

        /**
         * When closed files are deleted: the oldest while all are larger than {@code bytes} (0: never), and those last
         * written longer ago than {@code age} (zero: never). By default none is deleted.
         */
        public Builder retention(long bytes, Duration age) {
            if (bytes < 0 || age.isNegative()) {
                throw new IllegalArgumentException("bytes and age must not be negative");
            }
            keepBytes = bytes;
            keepFor = age;
            return this;
        }

        /** How often a log with new records gets a checkpoint; default one minute. An idle one gets one an hour. */
        public Builder checkpointInterval(Duration interval) {
            checkpointInterval = positive(interval, "interval");
            return this;
        }

        /** How often summaries are asked for, see {@link AuditLog#summaries}; default one minute. */
        public Builder summaryInterval(Duration interval) {
            summaryInterval = positive(interval, "interval");
            return this;
        }

        /**
         * What checkpoints are signed with: what {@code keygen} wrote.
         *
         * @throws IllegalArgumentException if it is no Ed25519 key pair in PEM
         */
        public Builder signingKey(String pem) {
            signingKey = SigningKey.parse(pem);
            return this;
        }

        /** The key of {@link AuditLog#fingerprint}; by default {@code hash.key} in the directory, made when missing. */
        public Builder hashKeyFile(Path file) {
            hashKeyFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /** A further sink; closed with the log. */
        public Builder sink(AuditSink sink) {
            sinks.add(Objects.requireNonNull(sink, "sink"));
            return this;
        }

        /** A place outside for checkpoints. */
        public Builder anchor(AuditAnchor anchor) {
            anchors.add(Objects.requireNonNull(anchor, "anchor"));
            return this;
        }

        /** The settings. */
        public AuditSettings build() {
            return new AuditSettings(this);
        }

        private static Duration positive(Duration duration, String name) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be positive");
            }
            return duration;
        }
    }
}
