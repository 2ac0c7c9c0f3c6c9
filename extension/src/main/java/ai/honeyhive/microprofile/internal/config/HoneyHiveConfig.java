/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is configured, read once. Reading never fails: what is wrong is listed in {@link #problems()}, and the
 * default stands in for it.
 *
 * <p>Immutable and thread-safe, but for {@link #currentKey}, which asks the configuration again.
 */
public final class HoneyHiveConfig {

    private final Config config;
    private final Map<String, TracerConfig> tracers;
    private final ForeignSpans foreignSpans;
    private final boolean redaction;
    private final boolean enabled;
    private final List<String> problems;

    HoneyHiveConfig(
            Config config,
            Map<String, TracerConfig> tracers,
            ForeignSpans foreignSpans,
            boolean redaction,
            boolean enabled,
            List<String> problems) {
        this.config = config;
        this.tracers = tracers;
        this.foreignSpans = foreignSpans;
        this.redaction = redaction;
        this.enabled = enabled;
        this.problems = problems;
    }

    /** Reads the configuration. */
    public static HoneyHiveConfig read(Config config) {
        throw new UnsupportedOperationException("The next commit reads " + config);
    }

    /** The tracer of a name, empty for the default one; an inactive one for a name that nobody configured. */
    public TracerConfig tracer(String name) {
        throw new UnsupportedOperationException("The next commit looks for " + name);
    }

    /** All tracers by name, the default one, which is always there, under the empty name. */
    public Map<String, TracerConfig> tracers() {
        return tracers;
    }

    /** Which spans that somebody else made go along. */
    public ForeignSpans foreignSpans() {
        return foreignSpans;
    }

    /** Whether secrets and personal data are masked before anything is sent. */
    public boolean redaction() {
        return redaction;
    }

    /** False: nothing at all is recorded for HoneyHive, by no tracer. */
    public boolean enabled() {
        return enabled;
    }

    /** What is wrong, one message each: the key, where it comes from, what is allowed, how to fix it; never a secret. */
    public List<String> problems() {
        return problems;
    }

    /**
     * The key of a tracer as the configuration has it now: after a rotation it is another than {@link TracerConfig#key}.
     *
     * @return the key, {@code null} where there is none or the configuration cannot be asked
     */
    public @Nullable ApiKey currentKey(String tracer) {
        return config == null ? null : tracer(tracer).key();
    }

    /** The line for the log: effective hosts, masked keys, projects, sources, what is captured and where it goes. */
    public String startUpLine() {
        return "";
    }
}
