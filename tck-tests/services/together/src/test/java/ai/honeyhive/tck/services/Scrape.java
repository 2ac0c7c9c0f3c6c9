/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of metrics in Prometheus' text format. */
record Scrape(String text) {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)(?: \\d+)?");
    private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

    /** The type of a metric. */
    String type(String metric) {
        String begin = "# TYPE " + metric + ' ';
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + metric + " in\n" + text));
    }

    /** The value of the first sample of a name that has these labels. */
    double value(String name, Map<String, String> labels) {
        return samples(name)
                .filter(sample -> labels.entrySet().stream()
                        .allMatch(label -> sample.group(2).contains(label.getKey() + "=\"" + label.getValue() + '"')))
                .map(sample -> Double.valueOf(sample.group(3)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + labels + " in\n" + text));
    }

    /** The upper bounds of a histogram's buckets. */
    List<Double> bounds(String metric) {
        return samples(metric + "_bucket")
                .map(sample -> BOUND.matcher(sample.group(2)))
                .filter(Matcher::find)
                .map(bound ->
                        bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Matcher> samples(String name) {
        return text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(sample -> sample.group(1).equals(name));
    }
}
