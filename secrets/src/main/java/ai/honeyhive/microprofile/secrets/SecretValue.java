/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

import java.time.Instant;
import java.util.Objects;

/**
 * One secret at one moment. Everything but {@link #reveal()} is safe to print.
 *
 * <p>Immutable and thread-safe. A later rotation does not change an instance: ask {@link Secrets} again.
 */
public final class SecretValue {

    private final String name;
    private final String secret;
    private final String version;
    private final Instant readAt;

    /**
     * @param name the property's name
     * @param secret the secret itself
     * @param version what the store calls this version, empty where it has no versions
     * @param readAt when the store last confirmed the value
     */
    public SecretValue(String name, String secret, String version, Instant readAt) {
        this.name = Objects.requireNonNull(name, "name");
        this.secret = Objects.requireNonNull(secret, "secret");
        this.version = Objects.requireNonNull(version, "version");
        this.readAt = Objects.requireNonNull(readAt, "readAt");
    }

    /** The secret itself, exactly as the store holds it. The only accessor: search for its uses to audit them. */
    public String reveal() {
        return secret;
    }

    /** The property's name. */
    public String name() {
        return name;
    }

    /** What the store calls this version; empty where it has no versions. */
    public String version() {
        return version;
    }

    /** When the store last confirmed the value. */
    public Instant readAt() {
        return readAt;
    }

    /** Name and version, never the secret. */
    @Override
    public String toString() {
        return "SecretValue[" + name + (version.isEmpty() ? "" : ", version " + version) + ", ****]";
    }
}
