/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.client;

import ai.honeyhive.microprofile.HoneyHive;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Begins the trace and names session, user and tracer. Asks by the JDK's client, which nobody instruments, and from another
 * thread: a virtual one where the JDK has them.
 */
@ApplicationScoped
public class Questioner {

    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    HoneyHive honeyHive;

    public String ask(URI gateway, String conversation, String user, String tracer, String question) throws Exception {
        URI uri = gateway.resolve("/ask?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        ExecutorService threads = threads();
        try {
            return honeyHive
                    .trace("question")
                    .tracer(tracer)
                    .sessionId(conversation)
                    .userId(user)
                    .input("question", question)
                    .call(() -> Context.taskWrapping(threads)
                            .submit(() -> send(request))
                            .get());
        } finally {
            threads.shutdown();
        }
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        System.out.println("thread: " + Thread.currentThread());
        HttpResponse<String> response = http.send(honeyHive.propagate(request), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("The gateway answered " + response.statusCode() + ' ' + response.body());
        }
        return response.body();
    }

    /** By reflection, since this is compiled for a JDK without them. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newSingleThreadExecutor();
        }
    }
}
