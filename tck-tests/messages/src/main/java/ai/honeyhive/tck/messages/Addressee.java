/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.messages;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what was posted. */
@ApplicationScoped
public class Addressee {

    @LLMTraced(name = "addressee")
    public void read(String question) {
        // That it is read is all.
    }
}
