/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a text and gives up beyond a size. */
final class BoundedText implements HttpResponse.BodySubscriber<String> {
    private final HttpResponse.BodySubscriber<String> text =
            HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int longest;
    private Flow.@Nullable Subscription subscription;
    private long seen;

    BoundedText(int longest) {
        this.longest = longest;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        this.subscription = newSubscription;
        text.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        seen += item.stream().mapToLong(ByteBuffer::remaining).sum();
        if (seen > longest && subscription != null) {
            subscription.cancel();
            text.onError(new IllegalStateException("the answer is longer than " + longest + " bytes"));
        } else {
            text.onNext(item);
        }
    }

    @Override
    public void onError(Throwable throwable) {
        text.onError(throwable);
    }

    @Override
    public void onComplete() {
        text.onComplete();
    }
}
