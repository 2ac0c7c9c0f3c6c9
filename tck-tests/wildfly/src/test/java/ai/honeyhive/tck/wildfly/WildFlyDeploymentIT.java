/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.Visitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Coming, going and being refused, seen by another application in the same server. */
@ArquillianTest
class WildFlyDeploymentIT {

    /** Accepts connections and never answers; it lives as long as this JVM. */
    private static final ServerSocket HANGING = hanging();

    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("probe")
    URI probe;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClasses(Probe.class, Probe.Root.class);
    }

    @Deployment(name = "kit", managed = false, testable = false)
    static WebArchive kit() {
        return KitWar.of(Mode.ON, Console.shared().url());
    }

    @Deployment(name = "hanging", managed = false, testable = false)
    static WebArchive hangingEndpoint() {
        URI nobody = URI.create("http://localhost:" + HANGING.getLocalPort());
        String configuration = "otel.traces.exporter=none\nhoneyhive.export.delay=50ms\nhoneyhive.url=" + nobody + '\n'
                + "honeyhive.tracer.payments.api-key=hh_kit_payments_properties\notel.sdk.disabled=false\n";
        return KitWar.of("hanging.war", configuration);
    }

    @Deployment(name = "invalid", managed = false, testable = false)
    static WebArchive invalid() {
        return KitWar.library(ShrinkWrap.create(WebArchive.class, "invalid.war").addClass(PrivatelyTraced.class));
    }

    @Test
    void undeploy_endsOurThreads() {
        deployer.deploy("kit");
        new Visitor(sibling("on")).visit("answer", Map.of("question", "still there?"), Map.of());
        assertThat(ask("threads")).contains("honeyhive-");

        deployer.undeploy("kit");

        awaitNoThreads();
    }

    @Test
    void twentyRedeploys_leaveNoClassesBehind() {
        redeploy(5);
        int before = Integer.parseInt(ask("classes"));

        redeploy(15);

        // One deployment of the kit loads several hundred classes: fifteen that stayed would be thousands.
        Awaitility.await("the classes of 15 deployments to be gone")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Integer.parseInt(ask("classes")) - before, growth -> growth < 750);
    }

    @Test
    void undeployWithAHangingEndpoint_isBounded() {
        deployer.deploy("hanging");
        new Visitor(sibling("hanging")).visit("answer", Map.of("question", "anybody?"), Map.of());

        long begin = System.nanoTime();
        deployer.undeploy("hanging");
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(took).isLessThan(FLUSH.plusSeconds(10));
        awaitNoThreads();
    }

    @Test
    void annotationThatCannotWork_failsTheDeploymentWithClassAndMethod() {
        assertThatThrownBy(() -> deployer.deploy("invalid"))
                .hasStackTraceContaining("PrivatelyTraced")
                .hasStackTraceContaining("invisible")
                .hasStackTraceContaining("private");
    }

    private void redeploy(int times) {
        for (int i = 0; i < times; i++) {
            deployer.deploy("kit");
            new Visitor(sibling("on")).visit("answer", Map.of("question", "again?"), Map.of());
            deployer.undeploy("kit");
        }
    }

    private void awaitNoThreads() {
        Awaitility.await("our threads to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> ask("threads").isEmpty());
    }

    private URI sibling(String contextPath) {
        return probe.resolve("/" + contextPath + "/");
    }

    private String ask(String what) {
        HttpRequest request = HttpRequest.newBuilder(probe.resolve("probe/" + what))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException("No answer from " + request, e);
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
