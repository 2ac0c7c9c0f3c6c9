/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import ai.honeyhive.microprofile.evaluation.internal.text.Bleu;
import ai.honeyhive.microprofile.evaluation.internal.text.ChrF;
import ai.honeyhive.microprofile.evaluation.internal.text.Rouge;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Scores 10,000 pairs of texts by ROUGE-L, BLEU and chrF, one after another: a file of pairs, where to write the scores, how
 * often. Gives the processor time of the whole JVM for each, of the first time and of the last one: the compiler and the
 * collector count.
 */
public final class TextScores {

    static final int PAIRS = 10_000;

    /** The metrics in the order of the results. */
    static final List<String> NAMES = List.of("ROUGE-L", "BLEU", "chrF");

    private static final List<Metric> METRICS = List.of(
            (expected, output) -> Rouge.l(expected, output).f1(),
            (expected, output) -> Bleu.count(output, List.of(expected)).score(true),
            (expected, output) -> ChrF.score(output, List.of(expected), 2));

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private interface Metric {
        double of(String expected, String output);
    }

    /**
     * How long each metric took, in seconds of processor time.
     *
     * @param first in a JVM that has just begun
     * @param last in one that knows the work
     */
    record Seconds(List<Double> first, List<Double> last) {

        static Seconds of(String result) {
            List<Double> all =
                    Stream.of(result.split(" ", -1)).map(Double::valueOf).toList();
            int half = all.size() / 2;
            return new Seconds(all.subList(0, half), all.subList(half, all.size()));
        }
    }

    private TextScores() {}

    public static void main(String[] arguments) throws IOException {
        List<String[]> pairs = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> line.split("\t", -1))
                .toList();
        int rounds = Integer.parseInt(arguments[2]);
        double[][] seconds = new double[rounds][METRICS.size()];
        double[][] scores = new double[METRICS.size()][];
        for (int round = 0; round < rounds; round++) {
            for (int metric = 0; metric < METRICS.size(); metric++) {
                long begin = SYSTEM.getProcessCpuTime();
                scores[metric] = scores(METRICS.get(metric), pairs);
                seconds[round][metric] = (SYSTEM.getProcessCpuTime() - begin) / 1e9;
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            lines.add(scores[0][i] + "\t" + scores[1][i] + "\t" + scores[2][i]);
        }
        Files.write(Path.of(arguments[1]), lines);
        System.out.println("RESULT "
                + DoubleStream.concat(DoubleStream.of(seconds[0]), DoubleStream.of(seconds[rounds - 1]))
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(" ")));
    }

    private static double[] scores(Metric metric, List<String[]> pairs) {
        double[] scores = new double[pairs.size()];
        for (int i = 0; i < scores.length; i++) {
            String[] pair = pairs.get(i);
            scores[i] = metric.of(pair[0], pair[1]);
        }
        return scores;
    }

    /** The greatest difference between two files of scores. */
    static double difference(Path ours, Path theirs) throws IOException {
        List<String> left = Files.readAllLines(ours);
        List<String> right = Files.readAllLines(theirs);
        if (left.size() != right.size()) {
            throw new IllegalStateException(left.size() + " against " + right.size() + " scores");
        }
        double greatest = 0;
        for (int i = 0; i < left.size(); i++) {
            String[] a = left.get(i).split("\t", -1);
            String[] b = right.get(i).split("\t", -1);
            for (int metric = 0; metric < METRICS.size(); metric++) {
                greatest = Math.max(greatest, Math.abs(Double.parseDouble(a[metric]) - Double.parseDouble(b[metric])));
            }
        }
        return greatest;
    }
}
