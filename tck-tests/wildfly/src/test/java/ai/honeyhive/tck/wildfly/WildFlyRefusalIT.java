/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Refusal;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Annotations that can never work fail the deployment, with all problems together. */
@ArquillianTest
class WildFlyRefusalIT {

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "unsound", managed = false, testable = false)
    static WebArchive unsound() {
        return KitWar.library(ShrinkWrap.create(WebArchive.class, "unsound.war")
                .addClasses(Refusal.unsound())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    @Test
    void annotationsThatCannotWork_failTheDeploymentWithAllProblems() {
        Throwable refusal = catchThrowable(() -> deployer.deploy("unsound"));

        assertThat(refusal).isNotNull();
        Refusal.assertNamesAllProblems(refusal);
    }
}
