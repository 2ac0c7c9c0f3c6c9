/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import ai.honeyhive.microprofile.internal.config.TracerConfig;
import ai.honeyhive.microprofile.internal.export.TracerProbe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything between an application and HoneyHive that can be seen from outside. Not thread-safe; waits for the
 * servers.
 */
final class Doctor {

    private static final String TELEMETRY_OFF = "otel.sdk.disabled";
    private static final String ANNOTATED_ONLY =
            ": annotated calls arrive, spans of the server and of other libraries do not. ";
    private static final String QUARKUS_TELEMETRY = "io.quarkus.opentelemetry.runtime.OpenTelemetryRecorder";

    /** What servers bring, by a class of it that every version has. */
    private static final Map<String, String> SERVERS_OWN = new LinkedHashMap<>();

    static {
        SERVERS_OWN.put("OpenTelemetry's API", "io.opentelemetry.api.OpenTelemetry");
        SERVERS_OWN.put("OpenTelemetry's SDK", "io.opentelemetry.sdk.OpenTelemetrySdk");
        SERVERS_OWN.put("Jakarta CDI", "jakarta.enterprise.inject.spi.CDI");
        SERVERS_OWN.put("MicroProfile Config", "org.eclipse.microprofile.config.Config");
    }

    /** How a problem ends that a config source of the application's own may solve. */
    private static final String UNKNOWN_PROPERTY = "its expression names a property that does not exist";

    private final Config config;
    private final HoneyHiveConfig settings;
    private final ApplicationFile application;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Config config, HoneyHiveConfig settings, ApplicationFile application) {
        this.config = config;
        this.settings = settings;
        this.application = application;
    }

    static List<Finding> examine(Config config, HoneyHiveConfig settings, ApplicationFile application) {
        Doctor doctor = new Doctor(config, settings, application);
        doctor.configuration();
        doctor.libraries();
        doctor.telemetry();
        doctor.secrets();
        settings.tracers().values().stream().filter(TracerConfig::active).forEach(doctor::tracer);
        return doctor.findings;
    }

    private void configuration() {
        List<String> own = application.ownConfigSources();
        int before = findings.size();
        for (String problem : settings.problems()) {
            if (own.isEmpty() || !problem.contains(UNKNOWN_PROPERTY)) {
                findings.add(Finding.problem("configuration", problem));
            }
        }
        if (!own.isEmpty()) {
            findings.add(Finding.note(
                    "configuration",
                    "what " + String.join(", ", own)
                            + " says is not seen from outside, so an expression that names it counts"
                            + " as unset here. Set honeyhive.doctor=true to have it read from within."));
        }
        if (findings.stream().skip(before).noneMatch(finding -> finding.verdict() == Finding.Verdict.PROBLEM)) {
            findings.add(Finding.ok("configuration", settings.startUpLine() + '.'));
        }
    }

    private void libraries() {
        int before = findings.size();
        own("honeyhive-extension", "ai.honeyhive.microprofile.internal.cdi.HoneyHivePortableExtension");
        own("honeyhive-interceptors", "ai.honeyhive.microprofile.LLMTraced");
        SERVERS_OWN.forEach((what, className) -> {
            List<String> places = application.places(className);
            if (places.size() > 1) {
                findings.add(Finding.problem(
                        "class path",
                        what + " is there " + places.size() + " times: " + String.join(", ", places)
                                + ". The server and the application then mean different classes by one name, and spans"
                                + " get lost between them. Keep the server's: give the dependency that brings the other"
                                + " the scope provided, or exclude it."));
            } else if (!places.isEmpty() && !application.holdsServer()) {
                findings.add(Finding.problem(
                        "class path",
                        what + " is bundled: " + places.get(0) + ". A server with MicroProfile has it, and the copy"
                                + " hides or contradicts the server's, so that spans get lost. Give the dependency the"
                                + " scope provided, or exclude it where another one brings it. Only on a server without"
                                + " it (WildFly's plain standalone.xml, TomEE) it belongs there."));
            }
        });
        if (findings.size() == before) {
            findings.add(Finding.ok("class path", "each library is there once, and none of the server's is bundled."));
        }
    }

    private void own(String artifact, String className) {
        List<String> places = application.places(className);
        if (places.isEmpty()) {
            findings.add(Finding.problem(
                    "class path",
                    artifact + " is not in the application, so nothing is recorded. Add the dependency"
                            + " ai.honeyhive.microprofile:honeyhive-extension with scope compile."));
        } else if (places.size() > 1) {
            findings.add(Finding.problem(
                    "class path",
                    artifact + " is there " + places.size() + " times: " + String.join(", ", places)
                            + ". Keep one, of the same version as our other jars (honeyhive-bom sees to that)."));
        }
    }

    private void telemetry() {
        String off = value(TELEMETRY_OFF);
        boolean quarkus = application.isQuarkus();
        String source = source("OTEL_SDK_DISABLED");
        if (quarkus && application.places(QUARKUS_TELEMETRY).isEmpty()) {
            findings.add(Finding.problem(
                    "telemetry", "Quarkus has none" + ANNOTATED_ONLY + "Add the extension quarkus-opentelemetry."));
        } else if (!quarkus && source != null) {
            findings.add(Finding.note(
                    "telemetry",
                    "OTEL_SDK_DISABLED is set (" + source + "). On Open Liberty this means one OpenTelemetry for all"
                            + " applications, which loads nothing of theirs" + ANNOTATED_ONLY + "There, set "
                            + TELEMETRY_OFF + "=false in microprofile-config.properties or server.xml instead."));
        } else if (off == null ? quarkus : off.equalsIgnoreCase("false")) {
            findings.add(Finding.ok("telemetry", "it is on: spans of the server and of other libraries go along."));
        } else {
            findings.add(Finding.problem(
                    "telemetry",
                    "it is off (" + TELEMETRY_OFF + (off == null ? " is not set, and true by default" : "=true") + ')'
                            + ANNOTATED_ONLY + "Set " + TELEMETRY_OFF + "=false in the application's configuration."));
        }
    }

    private void secrets() {
        boolean asked = false;
        for (String name : config.getPropertyNames()) {
            asked |= name.startsWith("honeyhive.secrets.");
        }
        if (!asked) {
            return;
        }
        if (application.places("ai.honeyhive.microprofile.secrets.Secrets").isEmpty()) {
            findings.add(Finding.problem(
                    "secrets",
                    "honeyhive.secrets.* is set, and nobody reads it. Add the dependency"
                            + " ai.honeyhive.microprofile:honeyhive-secrets."));
        } else {
            findings.add(Finding.note(
                    "secrets",
                    "stores are configured, and not asked from outside the application, so a key that comes from one counts"
                            + " as missing here. The readiness check honeyhive-secrets tells of them; honeyhive.doctor=true has"
                            + " the key tried from within."));
        }
    }

    private void tracer(TracerConfig tracer) {
        TracerProbe.Result result = TracerProbe.ask(tracer);
        String subject = "tracer " + (tracer.name().isEmpty() ? "(default)" : tracer.name());
        findings.add(
                new Finding(result.sound() ? Finding.Verdict.OK : Finding.Verdict.PROBLEM, subject, result.text()));
    }

    private @Nullable String value(String name) {
        try {
            String text = config.getConfigValue(name).getValue();
            return text == null || text.isBlank() ? null : text.strip();
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** The config source of a variable of the environment, {@code null} where it is not set as one. */
    private @Nullable String source(String variable) {
        ConfigValue value = config.getConfigValue(variable);
        return value.getValue() == null ? null : value.getSourceName();
    }
}
