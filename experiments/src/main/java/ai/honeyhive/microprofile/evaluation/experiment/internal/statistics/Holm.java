/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's correction (1979) for several tests at a time: the chance of even one false alarm stays what it says. */
public final class Holm {

    private Holm() {}

    /** The adjusted values, in the order of the given ones. */
    public static double[] adjust(double[] values) {
        List<Integer> order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList();
        double[] adjusted = new double[values.length];
        double highest = 0;
        for (int rank = 0; rank < values.length; rank++) {
            int at = order.get(rank);
            highest = Math.max(highest, Math.min(1, values[at] * (values.length - rank)));
            adjusted[at] = highest;
        }
        return adjusted;
    }
}
