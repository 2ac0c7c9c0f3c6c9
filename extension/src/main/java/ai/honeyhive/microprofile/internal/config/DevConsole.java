/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.Config;

/**
 * The console on this machine, which stands in for HoneyHive where a developer runs an application in development mode and has
 * no key yet. Nothing is looked for anywhere else, and never on another host.
 */
final class DevConsole {

    /** What the console gets as a key: it takes any. */
    static final ApiKey KEY = ApiKey.of("local-console");

    private static final int TIMEOUT_MILLIS = 500;
    private static final int MOST_BYTES = 10_000;

    private DevConsole() {}

    /**
     * Whether this is {@code quarkus:dev} or {@code liberty:dev}. Quarkus tells it by a method, Liberty's plugin starts the
     * server with a debugger's port in its environment ({@code server.env}), which nobody does in production.
     */
    static boolean inDevelopment(Config config) {
        return isQuarkusDev()
                || config.getOptionalValue("WLP_DEBUG_ADDRESS", String.class).isPresent();
    }

    private static boolean isQuarkusDev() {
        try {
            Object mode = Class.forName("io.quarkus.runtime.LaunchMode", true, DevConsole.class.getClassLoader())
                    .getMethod("current")
                    .invoke(null);
            return "DEVELOPMENT".equals(String.valueOf(mode));
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    /** Whether a console answers there, within half a second. */
    static boolean answers(URI url) {
        if (!TracerReader.isLoopback(url.getHost())) {
            return false;
        }
        HttpURLConnection connection = null;
        try {
            connection =
                    (HttpURLConnection) URI.create(url + "/api/health").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return false;
            }
            String health = new String(connection.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return health.contains("\"status\":\"ok\"") && health.contains("\"name\":\"HoneyHive console");
        } catch (IOException | RuntimeException e) {
            return false;
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }
}
