/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the configuration of each tracer together. */
final class TracerReader {

    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

    private final ConfigReader reader;
    private final SamplingReader sampling;
    private final boolean development;
    private boolean usesConsole;

    /** @param development whether a console on this machine may take the place of HoneyHive */
    TracerReader(ConfigReader reader, SamplingReader sampling, boolean development) {
        this.reader = reader;
        this.sampling = sampling;
        this.development = development;
    }

    /** The default tracer, under the empty name, and the named ones. */
    Map<String, TracerConfig> read(Set<String> names) {
        Map<String, TracerConfig> tracers = new TreeMap<>();
        tracers.put("", read("", reader.read(ConfigKeys.API_KEY, ""), value(ConfigKeys.URL, "")));
        names.forEach(name ->
                tracers.put(name, read(name, reader.read(ConfigKeys.API_KEY, name), value(ConfigKeys.URL, name))));
        boolean wantsConsole = development && hasNoDestination(tracers);
        URI console = value(ConfigKeys.DEV_CONSOLE, "");
        if (wantsConsole && DevConsole.answers(console)) {
            tracers.put("", read("", DevConsole.KEY, console));
            usesConsole = true;
        }
        if (reader.readOrDefault(ConfigKeys.ENABLED)) {
            noteMissingKeys(
                    tracers,
                    wantsConsole
                            ? " In development mode a console on this machine would do; none answers at " + console
                                    + "."
                            : "");
        }
        return tracers;
    }

    /** Whether a console on this machine, found just now, is where the default tracer leads. */
    boolean usesConsole() {
        return usesConsole;
    }

    /** A tracer that nobody configured: it records nothing. */
    static TracerConfig unknown(String name) {
        return new TracerConfig(
                name,
                false,
                false,
                null,
                ConfigKeys.URL.defaultValue(),
                "",
                ConfigKeys.SOURCE.defaultValue(),
                null,
                CallSettings.OFF,
                ExportConfig.DEFAULT,
                SamplingConfig.KEEP_ALL);
    }

    /** A key or an address that is set, be it wrong, says where things shall go. */
    private boolean hasNoDestination(Map<String, TracerConfig> tracers) {
        return reader.readOrDefault(ConfigKeys.ENABLED)
                && tracers.values().stream().allMatch(tracer -> tracer.key() == null)
                && !reader.isSet(ConfigKeys.API_KEY)
                && !reader.isSet(ConfigKeys.URL);
    }

    private TracerConfig read(String name, @Nullable ApiKey key, URI url) {
        boolean enabled = reader.readOrDefault(ConfigKeys.ENABLED) && value(ConfigKeys.ENABLED, name);
        boolean allowed = mayGoTo(url);
        if (enabled && key != null && !allowed) {
            reader.problem(
                    ConfigKeys.URL.fullName(name) + " leads to " + url + ": plain http:// to another host would show "
                            + "the key and the content to the network, so nothing is sent. Use https://, or set "
                            + ConfigKeys.ALLOW_PLAIN_HTTP.fullName() + "=true.");
        }
        String project = reader.read(ConfigKeys.PROJECT, name);
        return new TracerConfig(
                name,
                enabled,
                allowed,
                key,
                url,
                project == null ? "" : project,
                value(ConfigKeys.SOURCE, name),
                reader.readInherited(ConfigKeys.SESSION_NAME, name),
                capture(name),
                export(name),
                sampling.read(name));
    }

    private CallSettings capture(String name) {
        return new CallSettings(
                true,
                value(ConfigKeys.CAPTURE_CONTENT, name),
                value(ConfigKeys.CAPTURE_ON_SPAN, name),
                Math.toIntExact(value(ConfigKeys.CAPTURE_MAX_ATTRIBUTE_BYTES, name)),
                value(ConfigKeys.CAPTURE_MAX_DEPTH, name),
                value(ConfigKeys.CAPTURE_MAX_ELEMENTS, name));
    }

    private ExportConfig export(String name) {
        return new ExportConfig(
                value(ConfigKeys.EXPORT_QUEUE_BYTES, name),
                value(ConfigKeys.EXPORT_BATCH_SIZE, name),
                Math.toIntExact(value(ConfigKeys.EXPORT_REQUEST_BYTES, name)),
                value(ConfigKeys.EXPORT_DELAY, name),
                value(ConfigKeys.EXPORT_TIMEOUT, name),
                value(ConfigKeys.EXPORT_RETRY_INITIAL, name),
                value(ConfigKeys.EXPORT_RETRY_MAX, name),
                value(ConfigKeys.EXPORT_SHUTDOWN_TIMEOUT, name),
                value(ConfigKeys.EXPORT_COMPRESSION_LEVEL, name),
                value(ConfigKeys.EXPORT_RESEND_AFTER_TIMEOUT, name));
    }

    private <T> T value(ConfigKey<T> key, String tracer) {
        T value = reader.readInherited(key, tracer);
        return value == null ? key.defaultValue() : value;
    }

    private boolean mayGoTo(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                || isLoopback(url.getHost())
                || reader.readOrDefault(ConfigKeys.ALLOW_PLAIN_HTTP);
    }

    /** By name only: a look-up could answer otherwise a moment later. */
    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || IPV4_LOOPBACK.matcher(host).matches();
    }

    private void noteMissingKeys(Map<String, TracerConfig> tracers, String remedy) {
        if (tracers.values().stream().noneMatch(tracer -> tracer.key() != null)) {
            reader.problem(
                    "There is no HoneyHive key: the application runs, and nothing is recorded. Set the environment "
                            + "variable HH_API_KEY or the property " + ConfigKeys.API_KEY.fullName()
                            + "; honeyhive.enabled=false says that this is meant."
                            + remedy);
            return;
        }
        for (TracerConfig tracer : tracers.values()) {
            if (tracer.enabled() && tracer.key() == null && !tracer.name().isEmpty()) {
                reader.problem(
                        "The tracer " + tracer.name() + " has no key of its own, and that of the default tracer would "
                                + "lead to another project: nothing is recorded for it. Set "
                                + ConfigKeys.API_KEY.fullName(tracer.name()) + ", or "
                                + ConfigKeys.ENABLED.fullName(tracer.name()) + "=false.");
            }
        }
    }
}
