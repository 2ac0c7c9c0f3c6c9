/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import jakarta.enterprise.context.ApplicationScoped;

/** The bean of the base line. */
@ApplicationScoped
public class BaseLineBean {

    @NoOp
    public String answer(String question, int maxTokens) {
        return Payload.ANSWER;
    }
}
