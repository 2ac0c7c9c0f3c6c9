/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.tck.application.Troubled.ModelUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The doors to calls that fail or end later. The resource methods themselves wait: one that returns the stage makes
 * SmallRye's server filter (seen on Weld SE) leave its span current on the request thread, and the next request that
 * thread serves is then taken for a part of the last one.
 */
@Path("/late")
@ApplicationScoped
@Produces(MediaType.TEXT_PLAIN)
public class LateResource {

    @Inject
    Sightings sightings;

    @Inject
    Deferred deferred;

    @Inject
    Troubled troubled;

    @GET
    @Path("stage")
    public String stage(@QueryParam("call") String call, @QueryParam("millis") long millis) {
        CompletionStage<String> stage = deferred.later(call, millis);
        sightings.note(call, "resource");
        sightings.say(call, "result", stage.toCompletableFuture().join());
        return sightings.report(call);
    }

    @GET
    @Path("stream")
    public String stream(@QueryParam("call") String call, @QueryParam("chunks") int chunks) {
        Flow.Publisher<String> publisher = deferred.stream(call, chunks);
        sightings.note(call, "resource");
        publisher.subscribe(new Counter(call));
        return sightings.report(call);
    }

    @GET
    @Path("fail")
    public String fail(@QueryParam("call") String call) {
        ModelUnavailable reason = new ModelUnavailable("no model for " + call);
        sightings.note(call, "resource");
        try {
            troubled.fail(call, reason);
        } catch (ModelUnavailable caught) {
            sightings.say(call, "same", String.valueOf(caught == reason));
        }
        return sightings.report(call);
    }

    @GET
    @Path("fail-later")
    public String failLater(@QueryParam("call") String call) {
        ModelUnavailable reason = new ModelUnavailable("no model for " + call);
        sightings.note(call, "resource");
        try {
            troubled.failLater(call, reason).toCompletableFuture().join();
        } catch (CompletionException caught) {
            sightings.say(call, "same", String.valueOf(caught.getCause() == reason));
        }
        return sightings.report(call);
    }

    private final class Counter implements Flow.Subscriber<String> {

        private final String call;
        private int chunks;

        private Counter(String call) {
            this.call = call;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            chunks++;
        }

        @Override
        public void onError(Throwable failure) {
            sightings.say(call, "result", failure.toString());
        }

        @Override
        public void onComplete() {
            sightings.say(call, "result", chunks + " chunks");
        }
    }
}
