/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import ai.honeyhive.microprofile.internal.pipeline.HoneyHiveRuntime;
import ai.honeyhive.microprofile.internal.pipeline.Runtimes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands the application's pipeline to the interceptor, and ends it with the container. */
@Singleton
public class PipelineProducer {

    @Produces
    @Singleton
    HoneyHiveRuntime runtime() {
        return Runtimes.forApplication();
    }

    void close(@Disposes HoneyHiveRuntime runtime) {
        runtime.close();
    }
}
