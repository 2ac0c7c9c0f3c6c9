/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.cli;

import ai.honeyhive.microprofile.audit.internal.record.LineBuffer;
import ai.honeyhive.microprofile.audit.internal.verify.Finding;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Reports for people and for programs. */
final class Printer {

    private static final String[] VERDICTS = {"ok", "broken", "incomplete"};
    private static final int LONGEST = 4096;

    private Printer() {}

    static void text(Report report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%s: %s%n  log %s, %d records up to %d, %d checkpoints up to record %d%n",
                report.directory(),
                VERDICTS[report.exitCode()].toUpperCase(Locale.ROOT),
                report.log(),
                report.records(),
                report.sequence(),
                report.checkpoints(),
                report.covered());
        for (Finding finding : report.findings()) {
            out.printf(
                    Locale.ROOT,
                    "  %s: %s%s: %s%n",
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.file(),
                    finding.line() > 0 ? " line " + finding.line() : "",
                    finding.message());
        }
    }

    /** One object a log, one log a line. */
    static void json(Report report, PrintStream out) {
        LineBuffer line = new LineBuffer();
        line.raw("{\"directory\":").string(report.directory(), LONGEST);
        line.raw(",\"verdict\":\"").raw(VERDICTS[report.exitCode()]);
        line.raw("\",\"log\":").string(report.log(), LONGEST);
        line.raw(",\"records\":").number(report.records());
        line.raw(",\"seq\":").number(report.sequence());
        line.raw(",\"hash\":").string(report.hash(), LONGEST);
        line.raw(",\"checkpoints\":").number(report.checkpoints());
        line.raw(",\"covered\":").number(report.covered());
        line.raw(",\"findings\":[");
        List<Finding> findings = report.findings();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            line.raw(i == 0 ? "" : ",").raw("{\"kind\":\"");
            line.raw(finding.kind().name().toLowerCase(Locale.ROOT));
            line.raw("\",\"file\":").string(finding.file(), LONGEST);
            line.raw(",\"line\":").number(finding.line());
            line.raw(",\"message\":").string(finding.message(), LONGEST).raw("}");
        }
        line.raw("]}");
        out.println(line.text(0, line.size()));
    }
}
