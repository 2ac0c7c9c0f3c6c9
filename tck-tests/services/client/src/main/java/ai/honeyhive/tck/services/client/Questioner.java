/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.client;

import ai.honeyhive.microprofile.HoneyHive;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Begins the trace and names session, user and tracer. Uses the JDK's client, which nobody instruments. */
@ApplicationScoped
public class Questioner {

    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    HoneyHive honeyHive;

    public String ask(URI gateway, String conversation, String user, String tracer, String question)
            throws IOException, InterruptedException {
        URI uri = gateway.resolve("/ask?question=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
        HoneyHive.Trace trace = honeyHive
                .trace("question")
                .tracer(tracer)
                .sessionId(conversation)
                .userId(user)
                .input("question", question);
        try {
            return trace.call(() -> {
                HttpRequest request = honeyHive.propagate(
                        HttpRequest.newBuilder(uri).GET().build());
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new IOException("The gateway answered " + response.statusCode() + ' ' + response.body());
                }
                return response.body();
            });
        } catch (IOException | InterruptedException | RuntimeException thrown) {
            throw thrown;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }
}
