/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.call.BatchJobs;
import ai.honeyhive.microprofile.internal.config.Settings;
import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** A batch runtime that begins more jobs than can be followed. */
class BatchJobsLimitTest {

    @Test
    void oldest_of_too_many_jobs_arrives_and_says_why() throws Exception {
        try (Receiver honeyHive = new Receiver();
                Container container = Container.start(
                        Settings.with("honeyhive.api-key", Settings.PROJECT_KEY)
                                .and("honeyhive.url", honeyHive.url())
                                .and("honeyhive.export.delay", "20ms"),
                        new Weld())) {
            BatchJobs jobs = container.bean(BatchJobs.class);
            List<BatchJobs.Running> running = IntStream.rangeClosed(0, 1_000)
                    .mapToObj(execution -> jobs.job(execution, "job " + execution))
                    .toList();
            HoneyHiveRuntime runtime = container.bean(HoneyHiveRuntime.class);
            assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();

            assertThat(honeyHive.event("job 0").attributes())
                    .hasEntrySatisfying(
                            "honeyhive_error",
                            error -> assertThat((String) error).contains("at most 1000 jobs"));
            assertThat(honeyHive.events()).hasSize(1);

            running.forEach(each -> each.end(null));
            assertThat(runtime.flush(Duration.ofSeconds(20))).isTrue();
            assertThat(honeyHive.events()).hasSize(1_001);
        }
    }
}
