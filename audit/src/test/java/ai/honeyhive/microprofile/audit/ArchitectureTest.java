/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** This module is a leaf: it runs wherever a JDK runs. */
@AnalyzeClasses(packages = "ai.honeyhive.microprofile.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "ai.honeyhive.microprofile.audit.internal.";

    @ArchTest
    static final ArchRule jdk_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "ai.honeyhive.microprofile.audit..",
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "javax.sql..",
                    "org.jspecify..");

    /** What judges a log has no part in writing it but the format and the reading of lines. */
    @ArchTest
    static final ArchRule verifier_does_not_write = noClasses()
            .that()
            .resideInAPackage(INTERNAL + "verify")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("LogWriter")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Committer");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackage(INTERNAL + "cli")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
}
