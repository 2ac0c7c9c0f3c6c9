/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The programmatic API as a bean. */
@ApplicationScoped
public class HoneyHiveBean implements HoneyHive {

    private final CallRecorder recorder;

    /** For the container's client proxy only. */
    @SuppressWarnings("NullAway")
    protected HoneyHiveBean() {
        recorder = null;
    }

    @Inject
    HoneyHiveBean(CallRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public Trace trace(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("The name of a traced call is blank; give it one");
        }
        return new ProgrammaticTrace(recorder, name);
    }

    @Override
    public Event currentEvent() {
        return new CurrentEvent(TracedCall.from(Context.current()), recorder);
    }
}
