/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.unsound;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A tool has no model, and a list is no session id. */
@ApplicationScoped
public class Hammer {

    @LLMTraced(kind = Kind.TOOL, model = "gpt-4o-mini")
    public String hit() {
        return "hit";
    }

    @LLMTraced
    public String swing(@SessionId List<String> conversations) {
        return "swung";
    }
}
