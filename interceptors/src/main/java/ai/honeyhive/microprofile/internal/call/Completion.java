/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows what a method returned to its end: some results are only a promise of one. */
final class Completion {

    private static final boolean MUTINY = present("io.smallrye.mutiny.Multi");
    private static final boolean REACTIVE_STREAMS = present("org.reactivestreams.Publisher");

    private Completion() {}

    /**
     * Ends the call now, or when the result ends.
     *
     * @param declared the method's return type: a publisher is wrapped only where the caller cannot expect a class
     * @return what to hand to the caller: the same object, or one that behaves alike
     */
    static @Nullable Object follow(@Nullable Object result, Class<?> declared, RunningCall call) {
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, error) -> {
                if (error == null) {
                    call.end(value);
                } else {
                    call.fail(error);
                }
            });
            return result;
        }
        Object followed = result == null ? null : stream(result, declared, call);
        if (followed == null) {
            call.end(result);
            return result;
        }
        return followed;
    }

    private static @Nullable Object stream(Object result, Class<?> declared, RunningCall call) {
        if (MUTINY) {
            Object followed = MutinyResults.follow(result, call);
            if (followed != null) {
                return followed;
            }
        }
        if (!declared.isInterface() && declared != Object.class) {
            return null;
        }
        Object followed = null;
        if (result instanceof Flow.Publisher<?> publisher && declared.isAssignableFrom(Flow.Publisher.class)) {
            followed = new FollowedPublisher<>(publisher, call);
        } else if (result instanceof Stream<?> stream && declared.isAssignableFrom(Stream.class)) {
            followed = FollowedStream.of(stream, call);
        } else if (REACTIVE_STREAMS) {
            followed = ReactiveStreamsResults.follow(result, declared, call);
        }
        if (followed != null) {
            call.recorder().abandoned().watch(followed, call);
        }
        return followed;
    }

    private static boolean present(String className) {
        try {
            Class.forName(className, false, Completion.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
