/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.BatchTrace;
import ai.honeyhive.microprofile.HoneyHive;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programmatic API for one tracer. */
final class HoneyHiveOfTracer implements HoneyHive {

    private final HoneyHive all;
    private final CallRecorder recorder;
    private final String tracer;

    HoneyHiveOfTracer(HoneyHive all, CallRecorder recorder, String tracer) {
        this.all = all;
        this.recorder = recorder;
        this.tracer = tracer;
    }

    @Override
    public Trace trace(String name) {
        return all.trace(name).tracer(tracer);
    }

    @Override
    public <T> BatchTrace<T> batch(String name, Collection<? extends T> items) {
        return all.<T>batch(name, items).tracer(tracer);
    }

    @Override
    public <T> BatchTrace<T> batch(String name, Stream<? extends T> items) {
        return all.<T>batch(name, items).tracer(tracer);
    }

    /** In the context as it is: a header has no tracer but that of the call around it. */
    @Override
    public HttpRequest propagate(HttpRequest request) {
        return all.propagate(request);
    }

    @Override
    public void propagate(String destination, HeaderWriter message) {
        all.propagate(destination, message);
    }

    @Override
    public <E extends Exception> void received(HeaderReader message, Action<E> work) throws E {
        all.received(message, work);
    }

    @Override
    public Event currentEvent() {
        return all.currentEvent();
    }

    @Override
    public void feedback(String eventId, String key, @Nullable Object value) {
        recorder.feedback(tracer, eventId, key, value);
    }
}
