/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.instrumentors;

import ai.honeyhive.microprofile.LLMTraced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Our own calls around theirs. */
@ApplicationScoped
public class Studio {

    @Inject
    Poet poet;

    @Inject
    Painter painter;

    @LLMTraced
    public String poem(String topic) {
        return poet.poem(topic);
    }

    @LLMTraced
    public String rhyme(String word) {
        return poet.rhyme(word);
    }

    @LLMTraced
    public String picture(String subject) {
        return painter.describe(subject);
    }
}
