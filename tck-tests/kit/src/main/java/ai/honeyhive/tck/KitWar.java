/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.net.URI;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as a WAR, as a user would build it: classes, configuration, and the library in WEB-INF/lib. */
public final class KitWar {

    private static final String CLASSES = "WEB-INF/classes";

    private KitWar() {}

    /** The application in a mode. */
    public static WebArchive of(Mode mode, URI console) {
        return of(mode.path() + ".war", mode.properties(console));
    }

    /** The application with another configuration. */
    public static WebArchive of(String name, String microprofileConfig) {
        return of(name, "honeyhive-tck-application", microprofileConfig);
    }

    /** The application with a batch job, for {@link JobsKit}. */
    public static WebArchive jobs(URI console) {
        return of("jobs.war", "honeyhive-tck-jobs", Mode.ON.tracingProperties(console));
    }

    private static WebArchive of(String name, String artifact, String microprofileConfig) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name);
        JavaArchive application = ShrinkWrap.create(ZipImporter.class, "application.jar")
                .importFrom(Artifacts.jar(artifact).toFile())
                .as(JavaArchive.class);
        war.merge(application, CLASSES, Filters.exclude("/META-INF/(MANIFEST.MF|beans.xml|jandex.idx|maven/.*)"));
        return library(war)
                .addAsWebInfResource(application.get("META-INF/beans.xml").getAsset(), "beans.xml")
                .addAsResource(new StringAsset(microprofileConfig), "META-INF/microprofile-config.properties");
    }

    /** The application that looks at others in the same server. */
    public static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addClasses(Probe.class, Probe.Root.class);
    }

    /** A WAR with the library in it. */
    public static WebArchive library(WebArchive war) {
        return war.addAsLibraries(
                Artifacts.jar("honeyhive-extension").toFile(),
                Artifacts.jar("honeyhive-interceptors").toFile(),
                Artifacts.jar("honeyhive-evaluators").toFile(),
                Artifacts.jar("honeyhive-audit").toFile());
    }
}
