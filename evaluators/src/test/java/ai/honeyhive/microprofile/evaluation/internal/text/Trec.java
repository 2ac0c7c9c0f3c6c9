/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.text;

import ai.honeyhive.microprofile.evaluation.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** trec_eval's files. */
final class Trec {

    private Trec() {}

    /** As samples rank what has scores. */
    static List<String> ranked(Map<String, Double> scores) {
        return Sample.builder().retrieved(scores).build().retrieved();
    }

    /** Values by measure and topic. */
    static Map<String, Double> published(String output) {
        Map<String, Double> values = new HashMap<>();
        output.lines()
                .map(line -> line.split("\\s+", -1))
                .filter(row -> !row[0].matches("runid|relstring"))
                .forEach(row -> values.put(row[0] + " " + row[1], Double.parseDouble(row[2])));
        return values;
    }
}
