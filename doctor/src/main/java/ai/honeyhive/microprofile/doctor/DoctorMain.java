/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import ai.honeyhive.microprofile.doctor.Finding.Verdict;
import ai.honeyhive.microprofile.internal.config.HoneyHiveConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The command line of the doctor. Exit codes: 0 all is well, 1 there is a problem, 3 wrong use or a file that cannot be read.
 */
public final class DoctorMain {

    private static final int WRONG_USE = 3;
    private static final int WIDTH = 100;
    private static final String INDENT = "            ";

    private static final String USAGE = """
            usage: java -jar honeyhive-doctor.jar [--properties FILE]... APPLICATION

              APPLICATION  a WAR, a JAR, an exploded application, quarkus-app, or the folder target with one of these
              --properties a further properties file, such as what the server gives to the application

            Run it where the application runs: with the same environment and, as -Dname=value, the same system
            properties. Each tracer's server gets one request without a span.
            """;

    private DoctorMain() {}

    /** Examines an application and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
        List<Path> properties = new ArrayList<>();
        Path application = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--properties") && i + 1 < args.length) {
                properties.add(Path.of(args[++i]));
            } else if (args[i].startsWith("-") || application != null) {
                err.print(USAGE);
                return WRONG_USE;
            } else {
                application = Path.of(args[i]);
            }
        }
        if (application == null) {
            err.print(USAGE);
            return WRONG_USE;
        }
        if (!Files.exists(application)) {
            err.println("There is no " + application);
            return WRONG_USE;
        }
        try {
            return examine(application, properties, environment, out);
        } catch (IOException e) {
            err.println("It cannot be read: " + e);
            return WRONG_USE;
        }
    }

    private static int examine(Path file, List<Path> properties, Map<String, String> environment, PrintStream out)
            throws IOException {
        ApplicationFile application = ApplicationFile.read(file);
        Config config = FileConfig.of(application, properties, environment);
        List<Finding> findings = new ArrayList<>(Doctor.examine(config, HoneyHiveConfig.read(config), application));
        findings.addAll(AnnotatedCode.check(application, HoneyHiveConfig.tracerNames(config)));
        application
                .unread()
                .forEach(
                        name -> findings.add(
                                Finding.note(
                                        "configuration",
                                        name
                                                + " is not read by this command. Set honeyhive.doctor=true to have it read from within.")));

        out.println("HoneyHive doctor: " + application.name());
        findings.forEach(finding -> print(finding, out));
        long problems = findings.stream()
                .filter(finding -> finding.verdict() == Verdict.PROBLEM)
                .count();
        out.println(problems == 0 ? "No problem found." : problems + (problems == 1 ? " problem." : " problems."));
        return problems == 0 ? 0 : 1;
    }

    private static void print(Finding finding, PrintStream out) {
        StringBuilder line = new StringBuilder(String.format("  %-8s  ", finding.verdict()));
        for (String word : (finding.subject() + ": " + finding.text()).split(" ", -1)) {
            if (line.length() + word.length() >= WIDTH && line.length() > INDENT.length()) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
                line.append(INDENT);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
