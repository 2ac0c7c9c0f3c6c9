/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.logging.Logger;

/** This module is a leaf: it runs wherever a JDK runs. */
@AnalyzeClasses(packages = "ai.honeyhive.microprofile.evaluation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "ai.honeyhive.microprofile.evaluation.internal..";

    @ArchTest
    static final ArchRule jdk_only = classes()
            .that()
            .doNotHaveFullyQualifiedName(LangChain4j.class.getName())
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("ai.honeyhive.microprofile.evaluation..", "java..", "org.jspecify..");

    /** The JVM loads it only where somebody names it, and who names it has LangChain4j. */
    @ArchTest
    static final ArchRule nothing_needs_the_adapter = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(LangChain4j.class.getName())
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(LangChain4j.class.getName());

    /** Formulas know nothing of evaluators. */
    @ArchTest
    static final ArchRule formulas_stand_alone = classes()
            .that()
            .resideInAnyPackage(INTERNAL + "text", INTERNAL + "json")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(INTERNAL + "text", INTERNAL + "json", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule public_doors_show_no_internals = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("ai.honeyhive.microprofile.evaluation")
            .should(new ArchCondition<>("show no internal type") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    DescribedPredicate<JavaClass> internal = JavaClass.Predicates.resideInAPackage(INTERNAL);
                    boolean shown = method.getAllInvolvedRawTypes().stream().anyMatch(internal);
                    events.add(new SimpleConditionEvent(method, !shown, method.getFullName()));
                }
            });

    @ArchTest
    static final ArchRule no_output = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothing_is_logged =
            fields().should().notHaveRawType(Logger.class).because("an evaluation carries its own error");

    @ArchTest
    static final ArchRule nothing_is_read_from_the_environment = noClasses()
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);
}
