/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.internal.batch;

import ai.honeyhive.microprofile.evaluation.experiment.Case;
import ai.honeyhive.microprofile.evaluation.experiment.CaseResult;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The artifacts of {@code META-INF/batch-jobs/honeyhive-experiment.xml}, which names them by their classes. */
@SuppressWarnings("NullAway.Init") // The batch runtime sets the properties.
public final class CaseJob {

    private CaseJob() {}

    /** As many partitions as the engine wants. */
    public static final class Partitions implements PartitionMapper {

        @Inject
        @BatchProperty
        String partitions;

        @Override
        public PartitionPlan mapPartitions() {
            int number = Integer.parseInt(partitions);
            PartitionPlanImpl plan = new PartitionPlanImpl();
            plan.setPartitions(number);
            plan.setThreads(number);
            // JBeret fails where there are none.
            plan.setPartitionProperties(
                    Stream.generate(Properties::new).limit(number).toArray(Properties[]::new));
            return plan;
        }
    }

    /** The next case that nobody has. There is no checkpoint: what a run still lacks, its journal tells. */
    public static final class Reader extends AbstractItemReader {

        @Inject
        @BatchProperty
        String run;

        @Override
        public @Nullable Object readItem() {
            return Ongoing.of(run).next();
        }
    }

    /** Answers and judges. */
    public static final class Processor implements ItemProcessor {

        @Inject
        @BatchProperty
        String run;

        @Override
        public Object processItem(Object item) throws Exception {
            Ongoing ongoing = Ongoing.of(run);
            try {
                return ongoing.job().worker().answer((Case) item);
            } catch (Throwable e) {
                ongoing.failed(e);
                throw e;
            }
        }
    }

    /** Hands the results in. */
    public static final class Writer extends AbstractItemWriter {

        @Inject
        @BatchProperty
        String run;

        @Override
        public void writeItems(List<Object> items) {
            Ongoing ongoing = Ongoing.of(run);
            try {
                items.forEach(item -> ongoing.job().complete((CaseResult) item));
            } catch (Throwable e) {
                ongoing.failed(e);
                throw e;
            }
        }
    }
}
