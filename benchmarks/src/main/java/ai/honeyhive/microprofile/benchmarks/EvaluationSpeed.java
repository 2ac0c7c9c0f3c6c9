/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures evaluators: scores of texts against Python's packages, and the rate of a judge. */
public final class EvaluationSpeed {

    private static final long SEED = 4;
    private static final double TIMES = 5;
    private static final double SHARE = 0.95;

    /** Scores from 0 to 100, or to 1: the last digits depend on the order in which a sum is made. */
    private static final double SAME = 1e-9;

    private EvaluationSpeed() {}

    /** These alone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        targets(Boolean.getBoolean("quick")).forEach(target -> System.out.println(target.row()));
    }

    static List<Target> targets(boolean quick) throws IOException, InterruptedException {
        return List.of(scores(quick), judge(quick));
    }

    private static Target scores(boolean quick) throws IOException, InterruptedException {
        System.out.println("# Scores of texts");
        Path folder = Files.createTempDirectory("scores");
        Path pairs = folder.resolve("pairs.tsv");
        Path ours = folder.resolve("ours.tsv");
        TextPairs.write(pairs, TextScores.PAIRS, SEED);
        TextScores.Seconds seconds = TextScores.Seconds.of(Child.run(
                TextScores.class,
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                List.of(pairs.toString(), ours.toString(), quick ? "2" : "10")));
        String name = "ROUGE-L, BLEU and chrF of 10,000 pairs, on one core";
        String limit = "≥ 5 times as fast as rouge-score and sacrebleu, same numbers";
        String python = System.getProperty("python", "").strip();
        if (python.isEmpty()) {
            return new Target(
                    name,
                    limit,
                    Target.NOT_COMPARED + ": -Dpython names no Python that has them; " + told(seconds),
                    false);
        }
        Path theirs = folder.resolve("theirs.tsv");
        List<Double> reference = python(python, pairs, theirs);
        double difference = TextScores.difference(ours, theirs);
        double lowest = IntStream.range(0, reference.size())
                .mapToDouble(i -> reference.get(i) / seconds.last().get(i))
                .min()
                .orElseThrow();
        List<String> each = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            each.add(String.format(
                    Locale.ROOT,
                    "%s %.0f times (%.0f times in a new JVM; %.3f s against %.2f s)",
                    TextScores.NAMES.get(i),
                    reference.get(i) / seconds.last().get(i),
                    reference.get(i) / seconds.first().get(i),
                    seconds.last().get(i),
                    reference.get(i)));
        }
        String measured =
                String.join(", ", each) + String.format(Locale.ROOT, "; scores differ by %.0e at most", difference);
        return new Target(name, limit, measured, lowest >= TIMES && difference <= SAME);
    }

    private static String told(TextScores.Seconds seconds) {
        return String.format(
                Locale.ROOT,
                "%.3f, %.3f and %.3f s",
                seconds.last().get(0),
                seconds.last().get(1),
                seconds.last().get(2));
    }

    private static List<Double> python(String command, Path pairs, Path scores)
            throws IOException, InterruptedException {
        Path script = pairs.resolveSibling("reference_scores.py");
        try (InputStream resource = EvaluationSpeed.class.getResourceAsStream("/reference_scores.py")) {
            Files.copy(Objects.requireNonNull(resource), script);
        }
        List<String> whole = new ArrayList<>(List.of(command.split(" +", -1)));
        whole.addAll(List.of(script.toString(), pairs.toString(), scores.toString()));
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
        String result = output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow();
        return Stream.of(result.substring(7).split(" ", -1))
                .map(Double::valueOf)
                .toList();
    }

    private static Target judge(boolean quick) throws IOException, InterruptedException {
        System.out.println("# Judge");
        double theoretical = JudgeRate.IN_FLIGHT * 1000.0 / JudgeRate.MODEL_MILLIS;
        double rate = Double.parseDouble(
                Child.run(JudgeRate.class, List.of("-Xmx512m", "-XX:+UseSerialGC"), List.of(quick ? "5000" : "50000")));
        return new Target(
                "a judge whose model takes 200 ms, 500 questions under way",
                "≥ 95 % of 2,500 a second",
                String.format(Locale.ROOT, "%.1f %% (%,.0f a second)", 100 * rate / theoretical, rate),
                rate >= SHARE * theoretical);
    }
}
