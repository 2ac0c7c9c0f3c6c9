/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.quarkus;

import static org.assertj.core.api.Assertions.fail;

import ai.honeyhive.tck.Refusal;
import io.quarkus.test.QuarkusProdModeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Annotations that can never work fail the build of the application, with all problems together. But for one on a private
 * method: Quarkus refuses that itself, before it asks any extension.
 */
final class QuarkusBuildIT {

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .withApplicationRoot(application -> application.addClass(Refusal.contradictory()))
            .assertBuildException(Refusal::assertNamesContradictions);

    @Test
    void annotationsThatCannotWork_failTheBuildWithAllProblems() {
        fail("The build must have failed before this");
    }
}
