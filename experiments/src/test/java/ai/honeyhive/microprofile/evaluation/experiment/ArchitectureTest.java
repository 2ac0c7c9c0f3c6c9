/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Experiments run without JUnit and, unless a dataset is YAML, without a YAML library. */
@AnalyzeClasses(
        packages = "ai.honeyhive.microprofile.evaluation.experiment",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule few_dependencies = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ai.honeyhive.microprofile.evaluation..",
                    "java..",
                    "io.opentelemetry.api.baggage",
                    "io.opentelemetry.context",
                    "jakarta.batch..",
                    "jakarta.inject..",
                    "org.jspecify..",
                    "org.junit.jupiter.api..",
                    "org.junit.platform.commons.support",
                    "org.snakeyaml..");

    @ArchTest
    static final ArchRule junit_only_for_its_annotation = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Evaluation")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.junit..");

    @ArchTest
    static final ArchRule yaml_only_where_yaml_is_read = noClasses()
            .that()
            .doNotHaveSimpleName("YamlRows")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule telemetry_only_for_the_session = noClasses()
            .that()
            .haveNameNotMatching(".*\\.CaseSession(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule batch_only_in_its_engine = noClasses()
            .that()
            .resideOutsideOfPackage("..experiment.internal.batch..")
            .and()
            .doNotHaveSimpleName("BatchEngine")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "..experiment.internal.batch..");

    @ArchTest
    static final ArchRule internals_know_no_experiment = noClasses()
            .that()
            .resideInAPackage("..experiment.internal..")
            .should()
            .dependOnClassesThat(simpleName("Experiment"));

    @ArchTest
    static final ArchRule no_output = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
