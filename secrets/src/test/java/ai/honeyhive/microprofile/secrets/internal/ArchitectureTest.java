/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom: what is optional is known in one place each. */
@AnalyzeClasses(packages = "ai.honeyhive.microprofile.secrets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OURS = "ai.honeyhive.microprofile.secrets..";
    private static final String CDI = "ai.honeyhive.microprofile.secrets.internal.cdi..";

    @ArchTest
    static final ArchRule only_the_jdk_and_the_config_api = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackage(CDI)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    OURS,
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "org.eclipse.microprofile.config..",
                    "ai.honeyhive.microprofile.audit",
                    "ai.honeyhive.microprofile.spi",
                    "org.jspecify..",
                    "io.smallrye.config..",
                    "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule smallrye_is_known_by_one_class = classes()
            .that()
            .resideInAPackage(OURS)
            .and()
            .doNotHaveSimpleName("SmallRyeBootstrap")
            .and()
            .doNotHaveSimpleName("OtherSources")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("io.smallrye.config..");

    /** What needs a container is added to the rest, which works without. */
    @ArchTest
    static final ArchRule nobody_uses_what_needs_a_container = noClasses()
            .that()
            .resideOutsideOfPackage(CDI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CDI);

    @ArchTest
    static final ArchRule optional_apis_are_used_in_one_class_each = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .doNotHaveSimpleName("SecretsHealthCheck")
            .and()
            .doNotHaveSimpleName("SecretsMetrics")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.microprofile.health..", "io.opentelemetry..");

    /** It belongs to another jar, which need not be there. */
    @ArchTest
    static final ArchRule the_exporter_is_known_by_one_class = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .doNotHaveSimpleName("SecretsRefresher")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.honeyhive.microprofile.spi");

    @ArchTest
    static final ArchRule the_audit_log_is_known_by_one_class = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .doNotHaveSimpleName("SecretsAudit")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.honeyhive.microprofile.audit");

    @ArchTest
    static final ArchRule aws_is_known_by_one_package = noClasses()
            .that()
            .resideInAPackage(OURS)
            .and()
            .resideOutsideOfPackage("..internal.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule users_see_no_internals = noClasses()
            .that()
            .resideInAPackage("ai.honeyhive.microprofile.secrets")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.honeyhive.microprofile.secrets.internal..");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackage("..internal.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
