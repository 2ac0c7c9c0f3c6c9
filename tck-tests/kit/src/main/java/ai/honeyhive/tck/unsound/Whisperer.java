/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.unsound;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** Nobody can intercept a private method. */
@ApplicationScoped
public class Whisperer {

    public String talk() {
        return whisper();
    }

    @LLMTraced
    private String whisper() {
        return "never recorded";
    }
}
