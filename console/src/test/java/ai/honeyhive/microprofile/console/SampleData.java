/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Sends sample sessions to a running console, to look at its page: {@code SampleData http://localhost:8765}. One
 * session is as it should be, one fails, one talks in several turns, one departs from the contract, one is hostile.
 */
final class SampleData {
    private static final long MILLI = 1_000_000L;
    private static final Random RANDOM = new Random();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String console;
    private final List<Span> spans = new ArrayList<>();
    private String session = "";
    private String trace = "";
    private long origin;

    private SampleData(String console) {
        this.console = console;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SampleData data = new SampleData(arguments.length == 0 ? "http://localhost:8765" : arguments[0]);
        data.departing();
        data.hostile();
        data.conversation();
        data.failing();
        data.answered();
    }

    private void answered() throws IOException, InterruptedException {
        begin(0);
        String http = span("", "POST /ask", "chain", 0, 2140, "http.request.method", "POST", "url.path", "/ask");
        String ask = span(
                http,
                "Assistant.answer",
                "chain",
                12,
                2120,
                "honeyhive_inputs.question",
                "Which plan includes single sign-on, and what does it cost for 40 people?",
                "honeyhive_outputs.result",
                ANSWER,
                "honeyhive_metrics.faithfulness",
                0.94,
                "honeyhive_metrics.faithfulness_explanation",
                "Both figures are in the retrieved passages.",
                "honeyhive_metrics.answer_relevance",
                0.88,
                "honeyhive_metrics.contains_pii",
                false,
                "honeyhive_feedback.rating",
                5,
                "honeyhive_user_properties.tier",
                "premium");
        String search = span(
                ask,
                "Documents.search",
                "tool",
                20,
                260,
                "gen_ai.operation.name",
                "retrieval",
                "honeyhive_inputs.query",
                "single sign-on plan price",
                "honeyhive_inputs.limit",
                3,
                "honeyhive_outputs.result",
                DOCUMENTS);
        span(
                search,
                "embeddings all-minilm-l6-v2",
                "tool",
                24,
                96,
                "honeyhive_inputs.text",
                "single sign-on plan price",
                "honeyhive_metadata.dimensions",
                384);
        span(ask, "chat gpt-4o-mini", "model", 280, 1010, model("gpt-4o-mini", 812, 31, QUESTION, TOOL_CALL));
        span(
                ask,
                "execute_tool priceOf",
                "tool",
                1020,
                1064,
                "gen_ai.operation.name",
                "execute_tool",
                "gen_ai.tool.name",
                "priceOf",
                "honeyhive_inputs.plan",
                "business",
                "honeyhive_inputs.seats",
                40,
                "honeyhive_outputs.result",
                "{\"currency\":\"EUR\",\"monthly\":480}");
        span(ask, "chat gpt-4o-mini", "model", 1080, 2104, model("gpt-4o-mini", 901, 58, FULL_QUESTION, FINAL_ANSWER));
        send("Support question", "docs-assistant");
    }

    private static final String ANSWER =
            "Single sign-on is part of the Business plan. For 40 people it costs 480 € a month.";
    private static final String DOCUMENTS = """
            [{"id":"plans.md#business","score":0.83,"text":"The Business plan adds single sign-on, audit export and a\
             99.9 % service level."},
            {"id":"plans.md#team","score":0.61,"text":"The Team plan covers up to 20 people."},
            {"id":"security.md#sso","score":0.58,"text":"Single sign-on works with SAML 2.0 and OpenID Connect."}]""";
    private static final String SYSTEM =
            "{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"You answer questions about our plans."
                    + " Use only the passages given. Say so when they do not answer.\"}]}";
    private static final String USER =
            "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Which plan includes single sign-on, and what"
                    + " does it cost for 40 people?\"}]}";
    private static final String CALL =
            "{\"type\":\"tool_call\",\"id\":\"call_7\",\"name\":\"priceOf\",\"arguments\":{\"plan\":\"business\",\"seats\":40}}";
    private static final String QUESTION = "[" + SYSTEM + "," + USER + "]";
    private static final String TOOL_CALL =
            "[{\"role\":\"assistant\",\"finish_reason\":\"tool_call\",\"parts\":[" + CALL + "]}]";
    private static final String FULL_QUESTION =
            "[" + SYSTEM + "," + USER + ",{\"role\":\"assistant\",\"parts\":[" + CALL
                    + "]},{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"call_7\",\"response\":"
                    + "{\"currency\":\"EUR\",\"monthly\":480}}]}]";
    private static final String FINAL_ANSWER =
            "[{\"role\":\"assistant\",\"finish_reason\":\"stop\",\"parts\":[{\"type\":\"text\",\"content\":\"" + ANSWER
                    + "\"}]}]";

    private static Object[] model(String model, int input, int output, String messages, String answer) {
        return new Object[] {
            "gen_ai.operation.name",
            "chat",
            "gen_ai.provider.name",
            "openai",
            "gen_ai.request.model",
            model,
            "gen_ai.request.temperature",
            0.2,
            "gen_ai.response.model",
            model + "-2024-07-18",
            "gen_ai.usage.input_tokens",
            input,
            "gen_ai.usage.output_tokens",
            output,
            "gen_ai.input.messages",
            messages,
            "gen_ai.output.messages",
            answer
        };
    }

    private void failing() throws IOException, InterruptedException {
        begin(70_000);
        String http = span("", "POST /ask", "chain", 0, 930, "http.request.method", "POST");
        String ask = failed(
                span(http, "Assistant.answer", "chain", 8, 920, "honeyhive_inputs.question", "Can I export my data?"));
        span(ask, "Documents.search", "tool", 14, 190, "honeyhive_inputs.query", "export data");
        failed(span(
                ask,
                "chat gpt-4o-mini",
                "model",
                200,
                905,
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                "openai",
                "gen_ai.request.model",
                "gpt-4o-mini",
                "honeyhive_inputs.chat_history",
                "[{\"role\":\"user\",\"content\":\"Can I export my data?\"}]"));
        send("Support question", "docs-assistant");
    }

    private String failed(String id) {
        Span.Builder span = spans.remove(spans.size() - 1).toBuilder();
        String message = "429 Too Many Requests: rate limit reached for gpt-4o-mini, try again in 6 s";
        Spans.with(span, "honeyhive_error", message, "honeyhive_error_type", "RateLimitException", "error.type", "429");
        span.setStatus(
                Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message));
        span.addEvents(Span.Event.newBuilder()
                .setName("exception")
                .setTimeUnixNano(span.getEndTimeUnixNano())
                .addAttributes(Spans.keyValue("exception.type", "RateLimitException"))
                .addAttributes(Spans.keyValue("exception.message", message)));
        spans.add(span.build());
        return id;
    }

    private void conversation() throws IOException, InterruptedException {
        begin(400_000);
        String[] turns = {"Hello, who are you?", "How do I invite a colleague?", "And how do I remove one?"};
        for (int i = 0; i < turns.length; i++) {
            trace = hex(16);
            int at = i * 9000;
            String root = span("", "Chat.turn", "chain", at, at + 1500, "honeyhive_inputs.message", turns[i]);
            span(
                    root,
                    "chat claude-sonnet",
                    "model",
                    at + 20,
                    at + 1480,
                    model(
                            "claude-sonnet",
                            120 + i * 90,
                            64,
                            "[{\"role\":\"user\",\"content\":\"" + turns[i] + "\"}]",
                            "[{\"role\":\"assistant\",\"content\":\"Here is how …\"}]"));
        }
        send("Onboarding chat", "helpdesk");
    }

    private void departing() throws IOException, InterruptedException {
        begin(900_000);
        span(
                "00f067aa0ba902b7",
                "legacy llm call",
                "chain",
                0,
                700,
                "gen_ai.request.model",
                "gpt-4o",
                "input.value",
                "plain text",
                "honeyhive_metrics.score",
                "0.7");
        send("Old client", "legacy-service");
        begin(1_200_000);
        Span.Builder orphan = Spans.bare(hex(8), "gen_ai.operation.name", "chat", "gen_ai.request.model", "gpt-4o");
        spans.add(orphan.setName("chat gpt-4o")
                .setTraceId(Spans.id(trace))
                .setStartTimeUnixNano(origin)
                .setEndTimeUnixNano(origin + 800 * MILLI)
                .build());
        send("", "no-session-service");
    }

    private void hostile() throws IOException, InterruptedException {
        begin(600_000);
        String attack =
                "<img src=x onerror=alert(1)><script>alert('prompt')</script> javascript:alert(2) \\u202e txt.exe";
        span(
                "",
                "<b>bold</b> name",
                "model",
                0,
                300,
                model("<i>model</i>", 9, 9, "[{\"role\":\"<u>user</u>\",\"content\":\"" + attack + "\"}]", "[]"));
        send("<script>document.title='broken'</script>", "<svg onload=alert(3)>");
    }

    private void begin(long millisAgo) {
        spans.clear();
        session = UUID.randomUUID().toString();
        trace = hex(16);
        origin = (System.currentTimeMillis() - millisAgo) * MILLI;
    }

    private String span(String parent, String name, String type, long from, long to, Object... attributes) {
        String id = hex(8);
        Span.Builder span = Spans.bare(
                        id,
                        "honeyhive.session_id",
                        session,
                        "honeyhive.session_auto_create",
                        true,
                        "honeyhive.source",
                        "dev",
                        "honeyhive_event_type",
                        type)
                .setTraceId(Spans.id(trace))
                .setName(name)
                .setKind(parent.isEmpty() ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(origin + from * MILLI)
                .setEndTimeUnixNano(origin + to * MILLI);
        if (!parent.isEmpty()) {
            span.setParentSpanId(Spans.id(parent));
        }
        spans.add(Spans.with(span, attributes).build());
        return id;
    }

    private void send(String sessionName, String service) throws IOException, InterruptedException {
        ResourceSpans.Builder resource = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(Spans.keyValue("service.name", service))
                        .addAttributes(Spans.keyValue("service.version", "1.4.0"))
                        .addAttributes(Spans.keyValue("telemetry.sdk.language", "java")))
                .addScopeSpans(Spans.scope("sample-data")
                        .addAllSpans(spans.stream()
                                .map(span -> sessionName.isEmpty()
                                        ? span
                                        : Spans.with(span.toBuilder(), "honeyhive.session_name", sessionName)
                                                .build())
                                .toList()));
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(resource)
                .build()
                .toByteArray();
        HttpRequest request = HttpRequest.newBuilder(URI.create(console + "/opentelemetry/v1/traces"))
                .header("Authorization", "Bearer sample-data")
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        String answer = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
        System.out.println(sessionName + " -> " + answer);
    }

    private static String hex(int bytes) {
        byte[] id = new byte[bytes];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
