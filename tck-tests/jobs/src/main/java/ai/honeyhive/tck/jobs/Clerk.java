/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** The calls that are traced with a job or without. */
@ApplicationScoped
public class Clerk {

    @LLMTraced(name = "read")
    public String read(String ticket) {
        throw new IllegalArgumentException("illegible ticket " + ticket);
    }

    @LLMTraced(name = "report")
    public String report() {
        return "all quiet";
    }
}
