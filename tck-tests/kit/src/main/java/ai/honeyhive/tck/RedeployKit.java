/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coming and going, seen by another application in the same server. */
public abstract class RedeployKit {

    /** Accepts connections and never answers; it lives as long as this JVM. */
    private static final ServerSocket HANGING = hanging();

    private static final String OURS = "ai.honeyhive.microprofile.";

    private final HttpClient http = HttpClient.newHttpClient();

    /** Has the server deploy one of the applications. */
    protected abstract void deploy(String application);

    /** Has the server undeploy it. */
    protected abstract void undeploy(String application);

    /** Where the {@link Probe} is. */
    protected abstract URI probe();

    /** The class of the server's class loaders of applications. */
    protected abstract String classLoaders();

    /**
     * With a secret and an audit log, and without the server's own exporter, which leaves a thread and a class loader behind at
     * each undeploy.
     */
    protected static WebArchive kit() {
        Path folder = Artifacts.target().resolve("redeploys");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("password"), "secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return KitWar.of("kit.war", Mode.ON.properties(Console.shared().url()) + """
                        otel.traces.exporter=none
                        otel.metrics.exporter=none
                        honeyhive.secrets.store.file.directory=%1$s
                        honeyhive.secrets.map.kit.password=file:password
                        honeyhive.audit.enabled=true
                        honeyhive.audit.directory=%1$s/audit
                        """.formatted(folder))
                .addAsLibraries(Artifacts.jar("honeyhive-secrets").toFile());
    }

    /** Its requests to HoneyHive would take five minutes to give up. */
    protected static WebArchive hangingEndpoint() {
        URI nobody = URI.create("http://localhost:" + HANGING.getLocalPort());
        return KitWar.of("hanging.war", Mode.ON.properties(nobody) + "honeyhive.export.timeout=5m\n");
    }

    @Test
    void undeploy_endsOurThreads() {
        deployAndUse("kit");
        assertThat(ask("threads")).contains("honeyhive-");

        undeploy("kit");

        awaitNoThreads();
    }

    @Test
    void twentyRedeploys_leaveNothingBehind() {
        // The server and the JDK hold on to the first deployments, whatever is in them, and load modules when needed.
        redeploy(5);
        long loaders = alive(classLoaders());
        long objects = alive(OURS);

        redeploy(20);

        awaitNoThreads();
        Awaitility.await("the class loaders of 20 deployments to be gone")
                .atMost(Duration.ofMinutes(1))
                .until(() -> alive(classLoaders()), now -> now <= loaders);
        assertThat(alive(OURS)).isLessThanOrEqualTo(objects);
    }

    @Test
    @Timeout(60)
    void undeployWithAHangingEndpoint_isBounded() {
        deployAndUse("hanging");

        undeploy("hanging");

        awaitNoThreads();
    }

    private void redeploy(int times) {
        for (int i = 0; i < times; i++) {
            deployAndUse("kit");
            undeploy("kit");
        }
    }

    private void deployAndUse(String deployment) {
        deploy(deployment);
        Visitor visitor = new Visitor(probe().resolve("/" + deployment + "/"));
        assertThat(visitor.visit("answer", Map.of("question", "Anybody?"), Map.of())
                        .status())
                .isEqualTo(200);
    }

    private void awaitNoThreads() {
        Awaitility.await("our threads to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> ask("threads"), String::isEmpty);
    }

    private long alive(String classes) {
        return Long.parseLong(ask("alive?of=" + classes));
    }

    private String ask(String what) {
        HttpRequest request = HttpRequest.newBuilder(probe().resolve("probe/" + what))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request, e);
        }
    }

    private static ServerSocket hanging() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("No port is free", e);
        }
    }
}
