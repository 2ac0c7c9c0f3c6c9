/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.logging.Logger;

/** Who may use whom, in both jars: everything flows down, and nothing below knows anything above. */
@AnalyzeClasses(
        packages = "ai.honeyhive.microprofile",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.NotTheAuditLog.class,
            ArchitectureTest.NotExperiments.class
        })
class ArchitectureTest {

    /** It has a command line, and a test of this kind of its own. */
    static final class NotTheAuditLog implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/ai/honeyhive/microprofile/audit/");
        }
    }

    /** They are here for a test, and have one of this kind of their own. */
    static final class NotExperiments implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/ai/honeyhive/microprofile/evaluation/experiment/");
        }
    }

    private static final String PUBLIC = "ai.honeyhive.microprofile";
    private static final String SPI = "ai.honeyhive.microprofile.spi";
    private static final String CALL = "ai.honeyhive.microprofile.internal.call..";
    private static final String BATCH = "ai.honeyhive.microprofile.internal.batch..";
    private static final String ENCODE = "ai.honeyhive.microprofile.internal.encode..";
    private static final String EXTRACT = "ai.honeyhive.microprofile.internal.extract..";
    private static final String CONFIG = "ai.honeyhive.microprofile.internal.config..";
    private static final String EXPORT = "ai.honeyhive.microprofile.internal.export..";
    private static final String PIPELINE = "ai.honeyhive.microprofile.internal.pipeline..";
    private static final String EVALUATE = "ai.honeyhive.microprofile.internal.evaluate..";
    private static final String EVENT = "ai.honeyhive.microprofile.internal.pipeline.event..";
    private static final String AUDIT = "ai.honeyhive.microprofile.internal.audit..";
    private static final String EVALUATION = "ai.honeyhive.microprofile.evaluation";
    private static final String JSON = "ai.honeyhive.microprofile.evaluation.internal.json";
    private static final String CDI = "ai.honeyhive.microprofile.internal.cdi..";

    private static final String JDK = "java..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String MP_CONFIG = "org.eclipse.microprofile.config..";
    private static final String[] OTEL_API = {"io.opentelemetry.api..", "io.opentelemetry.context.."};

    @ArchTest
    static final ArchRule users_see_no_internals =
            onlyUse(PUBLIC, SPI, EVALUATION, "jakarta.enterprise.util", "jakarta.inject", "jakarta.interceptor");

    @ArchTest
    static final ArchRule spi_sees_no_internals = onlyUse(SPI, PUBLIC, MP_CONFIG);

    @ArchTest
    static final ArchRule interceptors_know_the_apis_only = onlyUse(
            CALL,
            PUBLIC,
            SPI,
            EVALUATION,
            JSON,
            ENCODE,
            BATCH,
            EXTRACT,
            MP_CONFIG,
            OTEL_API[0],
            OTEL_API[1],
            "io.opentelemetry.instrumentation.annotations",
            "jakarta.annotation",
            "jakarta.enterprise.context",
            "jakarta.enterprise.event",
            "jakarta.enterprise.inject",
            "jakarta.enterprise.inject.spi",
            "jakarta.enterprise.util",
            "jakarta.inject",
            "jakarta.interceptor",
            "org.reactivestreams",
            "io.smallrye.mutiny..");

    @ArchTest
    static final ArchRule batches_know_no_telemetry_and_no_container = onlyUse(BATCH, PUBLIC, SPI, ENCODE);

    @ArchTest
    static final ArchRule configuration_knows_no_telemetry = onlyUse(CONFIG, PUBLIC, EVALUATION, CALL, MP_CONFIG);

    @ArchTest
    static final ArchRule export_knows_no_container_and_no_configuration_api =
            onlyUse(EXPORT, CONFIG, CALL, OTEL_API[0], OTEL_API[1], "javax.net.ssl");

    @ArchTest
    static final ArchRule evaluation_knows_no_container_and_no_configuration_api =
            onlyUse(EVALUATE, EVALUATION, JSON, EXPORT, CONFIG, CALL, EVENT, OTEL_API[0], OTEL_API[1]);

    @ArchTest
    static final ArchRule one_package_knows_the_audit_log =
            onlyUse(AUDIT, "ai.honeyhive.microprofile.audit", EXPORT, CONFIG, CALL, EVALUATION, MP_CONFIG, OTEL_API[0]);

    /** The server's SDK starts before or after the CDI container: nothing here may rely on the latter. */
    @ArchTest
    static final ArchRule pipeline_knows_no_container = onlyUse(
            PIPELINE,
            PUBLIC,
            SPI,
            EVALUATION,
            "ai.honeyhive.microprofile.evaluation.internal.sensitive",
            JSON,
            EVALUATE,
            EXPORT,
            AUDIT,
            CONFIG,
            CALL,
            MP_CONFIG,
            OTEL_API[0],
            OTEL_API[1],
            "io.opentelemetry.sdk.common..",
            "io.opentelemetry.sdk.trace..",
            "io.opentelemetry.sdk.logs..",
            "io.opentelemetry.sdk.metrics..",
            "io.opentelemetry.sdk.resources..",
            "io.opentelemetry.sdk.autoconfigure.spi..",
            "jakarta.ws.rs.client");

    /** Not every server has it. */
    @ArchTest
    static final ArchRule rest_client_is_used_in_one_class = noClasses()
            .that()
            .doNotHaveSimpleName("RestRequests")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule nobody_uses_the_extensions = noClasses()
            .that()
            .resideOutsideOfPackage(CDI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CDI);

    @ArchTest
    static final ArchRule packages_form_no_cycle = slices().matching("ai.honeyhive.microprofile.internal.(**)")
            .should()
            .beFreeOfCycles();

    /** Open Liberty hides this package from applications: whoever loads one of these must be ready for its absence. */
    @ArchTest
    static final ArchRule hidden_log_api_is_used_in_one_corner = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("MessageLog")
            .and()
            .doNotHaveSimpleName("LogBodies")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.sdk.logs..");

    /** Not every server shows it, as with the logs. */
    @ArchTest
    static final ArchRule metrics_of_the_sdk_are_used_in_one_class = noClasses()
            .that()
            .doNotHaveSimpleName("MetricBuckets")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.sdk.metrics..");

    @ArchTest
    static final ArchRule optional_apis_are_used_in_one_class_each = noClasses()
            .that()
            .doNotHaveSimpleName("ExportHealthCheck")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.health..");

    @ArchTest
    static final ArchRule batch_jobs_are_known_to_one_class = noClasses()
            .that()
            .doNotHaveSimpleName("BatchJobListener")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.batch..");

    @ArchTest
    static final ArchRule managed_threads_are_used_in_one_corner = noClasses()
            .that()
            .doNotHaveSimpleName("ManagedThreads")
            .and()
            .doNotHaveSimpleName("TraceContextProvider")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.enterprise.concurrent..", "javax.naming..");

    @ArchTest
    static final ArchRule log_api_is_used_in_one_class = noClasses()
            .that()
            .doNotHaveSimpleName("ScoreLog")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry.api.logs..");

    /** A no-op on every server tried, and it wins against the server's where somebody sets it. */
    @ArchTest
    static final ArchRule no_global_telemetry = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.opentelemetry.api.GlobalOpenTelemetry");

    @ArchTest
    static final ArchRule no_output_but_the_log = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule loggers_are_constants = fields().that()
            .haveRawType(Logger.class)
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal();

    /** Levels and handlers are the server's. */
    @ArchTest
    static final ArchRule loggers_are_not_configured = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.logging")
                    .and(assignableTo(Logger.class).or(simpleName("Level")).negate()));

    @ArchTest
    static final ArchRule nothing_is_read_past_the_configuration = noClasses()
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class);

    private static ArchRule onlyUse(String packages, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat(resideInAnyPackage(others)
                        .or(resideInAnyPackage(packages, JDK, JSPECIFY))
                        .negate());
    }
}
