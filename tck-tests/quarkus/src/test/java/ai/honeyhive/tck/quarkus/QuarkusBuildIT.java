/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import static org.assertj.core.api.Assertions.fail;

import ai.honeyhive.tck.Refusal;
import io.quarkus.test.QuarkusProdModeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Annotations that can never work fail the build of the application, with all problems together. */
final class QuarkusBuildIT {

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .withApplicationRoot(application -> application.addClasses(Refusal.unsound()))
            .assertBuildException(Refusal::assertNamesAllProblems);

    @Test
    void annotationsThatCannotWork_failTheBuildWithAllProblems() {
        fail("The build must have failed before this");
    }
}
