/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.tck.Artifacts;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.SecureKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

@ArquillianTest
class WildFlySecureIT extends SecureKit {

    @ArquillianResource
    Deployer deployer;

    @ArquillianResource
    @OperateOnDeployment("probe")
    URI probe;

    /** Tells where the server listens. */
    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return KitWar.probe();
    }

    @Deployment(name = "secure", managed = false, testable = false)
    static WebArchive secure() {
        return KitWar.of("secure.war", properties())
                .addAsLibraries(Artifacts.jar("honeyhive-secrets").toFile());
    }

    @Override
    protected URI application() {
        return probe.resolve("/secure/");
    }

    @Override
    protected void begin() {
        deployer.deploy("secure");
    }

    @Override
    protected void end() {
        deployer.undeploy("secure");
        Awaitility.await("the threads of exporter, secrets and audit log to end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> threads(), String::isEmpty);
    }

    @Override
    protected String threads() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(probe.resolve("probe/threads"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String output() {
        try (Stream<Path> files = Files.walk(Artifacts.target().resolve("server"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .map(WildFlySecureIT::read)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
