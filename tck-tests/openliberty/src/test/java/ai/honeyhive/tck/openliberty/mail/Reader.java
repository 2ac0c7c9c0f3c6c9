/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty.mail;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads. */
@ApplicationScoped
public class Reader {

    @LLMTraced(name = "reader")
    public void read(String question) {
        // That it is read is all.
    }
}
