/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import ai.honeyhive.tck.KitWar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ArchiveAsset;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployments of the TCKs, as WildFly needs them; in every run the same but for the library. */
final class TckDeployments implements ApplicationArchiveProcessor {

    /** What the TCKs mean by an empty file: they are older than CDI 4. */
    private static final Asset ALL_BEANS = new StringAsset(
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\"" + " version=\"4.0\" bean-discovery-mode=\"all\"/>");

    @Override
    public void process(Archive<?> archive, TestClass test) {
        meanAllBeans(archive);
        if (archive instanceof WebArchive war) {
            if (isTelemetry(test) && !war.contains("WEB-INF/beans.xml")) {
                war.addAsWebInfResource(ALL_BEANS, "beans.xml");
            }
            war.addAsLibrary(
                    ShrinkWrap.create(JavaArchive.class, "hamcrest.jar").addPackages(true, "org.hamcrest"));
            if (TckRun.current().hasLibrary()) {
                KitWar.library(war);
            }
        }
    }

    private static boolean isTelemetry(TestClass test) {
        return test.getName().startsWith("org.eclipse.microprofile.telemetry.");
    }

    private static void meanAllBeans(Archive<?> archive) {
        archive.getContent().forEach((path, node) -> {
            Asset asset = node.getAsset();
            if (asset instanceof ArchiveAsset library) {
                meanAllBeans(library.getArchive());
            }
        });
        archive.getContent(path -> path.get().endsWith("/beans.xml")).values().stream()
                .filter(TckDeployments::isEmpty)
                .map(Node::getPath)
                .toList()
                .forEach(path -> replace(archive, path));
    }

    private static void replace(Archive<?> archive, ArchivePath path) {
        archive.delete(path);
        archive.add(ALL_BEANS, path);
    }

    private static boolean isEmpty(Node node) {
        try (InputStream content = node.getAsset().openStream()) {
            return content.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
