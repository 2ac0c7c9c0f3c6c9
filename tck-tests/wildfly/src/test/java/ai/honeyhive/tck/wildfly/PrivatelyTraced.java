/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.wildfly;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** An annotation that can never have an effect: the deployment must fail. */
@ApplicationScoped
public class PrivatelyTraced {

    public String visible() {
        return invisible();
    }

    @LLMTraced
    private String invisible() {
        return "never recorded";
    }
}
