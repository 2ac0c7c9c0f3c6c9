/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.lang.reflect.Modifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a method returns to the end of the work behind it. What promises one value later is handed back as the same
 * object; what promises several must be wrapped, and is only where the caller cannot expect any other class.
 */
final class Results {

    private static final boolean MUTINY = isPresent("io.smallrye.mutiny.Multi");
    private static final boolean REACTIVE_STREAMS = isPresent("org.reactivestreams.Publisher");

    private Results() {}

    /**
     * Ends the call now, or arranges that it ends with the result.
     *
     * @param declared the method's return type, {@code null} where it is not known
     * @return what the caller gets
     */
    static @Nullable Object follow(RunningCall call, @Nullable Object result, @Nullable Class<?> declared) {
        if (result instanceof CompletionStage<?> stage) {
            follow(call, stage);
            return result;
        }
        Object followed = result == null ? null : followed(call, result, declared);
        if (followed == null) {
            call.end(result, null);
            return result;
        }
        return followed;
    }

    private static @Nullable Object followed(RunningCall call, Object result, @Nullable Class<?> declared) {
        Object followed = MUTINY ? MutinyResults.follow(call, result, declared) : null;
        if (followed != null) {
            return followed;
        }
        if (result instanceof Stream<?> stream && expects(declared, Stream.class, result)) {
            return FollowedStream.of(call, stream);
        }
        if (result instanceof Flow.Publisher<?> publisher && expects(declared, Flow.Publisher.class, result)) {
            return FollowedPublisher.of(call, publisher);
        }
        return REACTIVE_STREAMS ? ReactiveStreamsResults.follow(call, result, declared) : null;
    }

    /**
     * Whether a caller takes any object of a type. Where its expectation is not known, a class that nobody can name outside
     * of its library tells.
     */
    static boolean expects(@Nullable Class<?> declared, Class<?> type, Object result) {
        return declared == null
                ? !Modifier.isPublic(result.getClass().getModifiers())
                : declared.isAssignableFrom(type);
    }

    private static void follow(RunningCall call, CompletionStage<?> stage) {
        if (stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally()) {
            call.end(future.getNow(null), null);
            return;
        }
        var follower = new StageFollower(call);
        call.watch(follower);
        stage.whenComplete(follower);
    }

    /** No lambda: the stage holds this very object, by which we notice that the stage is nobody's any more. */
    private static final class StageFollower implements BiConsumer<@Nullable Object, @Nullable Throwable> {

        private final RunningCall call;

        StageFollower(RunningCall call) {
            this.call = call;
        }

        @Override
        public void accept(@Nullable Object result, @Nullable Throwable thrown) {
            call.end(result, thrown);
        }
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, Results.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
