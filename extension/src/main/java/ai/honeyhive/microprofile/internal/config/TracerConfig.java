/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One tracer: a destination at HoneyHive.
 *
 * @param name empty for the default tracer
 * @param enabled false: nothing is recorded for it
 * @param allowed whether anything may be sent to its address: it has TLS, or is this machine's, or the configuration says so
 * @param key {@code null}: degraded, nothing is recorded for it
 * @param url the base URL, without a trailing slash
 * @param project the project's name, empty where unknown; the key decides, this is for people
 * @param source the environment's name
 * @param sessionName the name of new sessions, {@code null} for HoneyHive's default
 * @param capture what the interceptor captures while it is active
 * @param export queue and transport
 * @param sampling which traces are kept
 */
public record TracerConfig(
        String name,
        boolean enabled,
        boolean allowed,
        @Nullable ApiKey key,
        URI url,
        String project,
        String source,
        @Nullable String sessionName,
        CallSettings capture,
        ExportConfig export,
        SamplingConfig sampling) {

    /** Whether its address is another host and has no TLS. */
    public boolean plaintext() {
        return !"https".equalsIgnoreCase(url.getScheme()) && !TracerReader.isLoopback(url.getHost());
    }

    /** Whether anything is recorded for this tracer, as these settings have it. */
    public boolean active() {
        return enabled && allowed && key != null;
    }

    /** The same with what may change while the application runs. */
    TracerConfig with(boolean enabledNow, @Nullable ApiKey keyNow) {
        return new TracerConfig(
                name, enabledNow, allowed, keyNow, url, project, source, sessionName, capture, export, sampling);
    }
}
