/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** Work that a managed executor does. */
@ApplicationScoped
public class OtherThread {

    @LLMTraced(name = "on-another-thread")
    public String work() {
        return Thread.currentThread().getName();
    }
}
