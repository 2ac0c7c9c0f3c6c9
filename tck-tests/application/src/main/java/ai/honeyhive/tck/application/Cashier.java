/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Returns what only {@link ReceiptReader} understands. */
@ApplicationScoped
public class Cashier {

    @Inject
    Sightings sightings;

    @LLMTraced(name = "cashier", kind = Kind.MODEL, provider = "house", model = "till")
    public Receipt ring(String call, @Prompt String item) {
        sightings.note(call, "cashier");
        return new Receipt("One " + item, 19, 3);
    }
}
