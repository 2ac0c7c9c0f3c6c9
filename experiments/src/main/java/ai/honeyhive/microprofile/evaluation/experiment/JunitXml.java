/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.Evaluation.Status;
import java.util.Locale;

/** The format that CI systems read, as Ant and Surefire write it. */
final class JunitXml {

    private JunitXml() {}

    static String of(ExperimentResult result) {
        long failed = result.cases().stream().filter(JunitXml::isFailure).count();
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">\n",
                Markup.escape(result.name()),
                result.cases().size(),
                failed,
                result.failures(),
                result.unjudged(),
                result.took().toMillis() / 1000.0));
        for (CaseResult test : result.cases()) {
            out.append(String.format(
                    Locale.ROOT,
                    "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">",
                    Markup.escape(result.name()),
                    Markup.escape(test.key()),
                    test.took().toMillis() / 1000.0));
            String error = test.error();
            if (error != null) {
                out.append(element("error", error));
            } else if (test.score() == null) {
                out.append(element("skipped", reason(test)));
            } else if (isFailure(test)) {
                out.append(element("failure", reason(test)));
            }
            out.append("</testcase>\n");
        }
        return out.append("</testsuite>\n").toString();
    }

    private static boolean isFailure(CaseResult test) {
        return test.error() == null && test.overall().status() == Status.FAIL;
    }

    private static String reason(CaseResult test) {
        String explanation = test.overall().explanation();
        return test.overall() + (explanation == null ? "" : ": " + explanation);
    }

    private static String element(String name, String message) {
        return "<" + name + " message=\"" + Markup.escape(message) + "\"/>";
    }
}
