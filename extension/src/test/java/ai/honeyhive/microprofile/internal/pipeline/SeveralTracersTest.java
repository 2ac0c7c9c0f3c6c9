/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Importance;
import ai.honeyhive.microprofile.internal.call.TracedCall;
import ai.honeyhive.microprofile.internal.export.Account;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several projects in one application, each with an endpoint of its own. */
class SeveralTracersTest {

    private static final int TRACERS = 16;
    private static final int THREADS = 64;
    private static final int REQUESTS = 40;

    @Test
    void flood_of_sixteen_projects_from_64_threads_mixes_nothing() throws Exception {
        try (Projects projects = new Projects();
                Application app = projects.application()) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                done.add(threads.submit(() -> {
                    for (int request = 0; request < REQUESTS; request++) {
                        request(app, "p" + (number + request) % TRACERS, number + "-" + request);
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
            threads.shutdown();

            app.received();
            int requestsOfOne = THREADS * REQUESTS / TRACERS;
            for (int i = 0; i < TRACERS; i++) {
                String name = "p" + i;
                List<Receiver.Event> events = projects.endpoint(i).events();
                assertThat(events)
                        .hasSize(3 * requestsOfOne)
                        .allMatch(event -> event.name().startsWith(name + " "));
                assertWhole(events);
                Account account = app.runtime.accounts().get(name);
                assertThat(account.delivered()).isEqualTo(account.produced()).isEqualTo(3L * requestsOfOne);
            }
            assertThat(app.honeyHive.events()).isEmpty();
            assertThat(app.runtime.tallies()).isEmpty();
        }
    }

    @Test
    void projects_that_share_a_trace_each_get_a_whole_tree_of_their_own_spans() throws IOException {
        try (Projects projects = new Projects();
                Application app = projects.application()) {
            app.span("GET /order", () -> {
                app.call(call("p1"), "recommend", call -> app.llmSpan("chat recommend"));
                app.call(call("p2"), "check fraud", call -> app.llmSpan("chat fraud"));
            });

            app.received();
            assertThat(projects.endpoint(1).names())
                    .containsExactlyInAnyOrder("GET /order", "recommend", "chat recommend");
            assertThat(projects.endpoint(2).names())
                    .containsExactlyInAnyOrder("GET /order", "check fraud", "chat fraud");
            assertWhole(projects.endpoint(1).events());
            assertWhole(projects.endpoint(2).events());
            assertThat(projects.endpoint(1).event("GET /order").spanId())
                    .isEqualTo(projects.endpoint(2).event("GET /order").spanId());
        }
    }

    /** What is between is another project's, with content that is for nobody else. */
    @Test
    void call_below_another_projects_call_hangs_on_what_is_above_that() throws IOException {
        try (Projects projects = new Projects();
                Application app = projects.application()) {
            app.span(
                    "GET /order",
                    () -> app.call(
                            call("p1"),
                            "outer",
                            outer -> app.call(
                                    call("p2"),
                                    "inner",
                                    inner -> app.span(
                                            "work", () -> app.call(call("p1"), "innermost", innermost -> {})))));

            app.received();
            assertThat(projects.endpoint(1).names())
                    .containsExactlyInAnyOrder("GET /order", "outer", "work", "innermost");
            assertThat(projects.endpoint(2).names()).containsExactlyInAnyOrder("GET /order", "inner");
            assertWhole(projects.endpoint(1).events());
            assertWhole(projects.endpoint(2).events());
            assertThat(projects.endpoint(1).event("work").parentId())
                    .isEqualTo(projects.endpoint(1).event("outer").spanId());
            assertThat(app.onMesh("work").getParentSpanId())
                    .as("the server's own stream is as it was")
                    .isEqualTo(app.onMesh("inner").getSpanId());
        }
    }

    private static void request(Application app, String tracer, String id) {
        app.span(
                tracer + " GET " + id,
                () -> app.call(call(tracer), tracer + " ask " + id, call -> app.llmSpan(tracer + " chat " + id)));
    }

    private static TracedCall call(String tracer) {
        return new TracedCall(tracer, Importance.STANDARD, Application.session());
    }

    /** Every span but the roots has its parent in the same project. */
    private static void assertWhole(List<Receiver.Event> events) {
        Set<String> ids = events.stream().map(Receiver.Event::spanId).collect(Collectors.toSet());
        Map<String, List<Receiver.Event>> traces =
                events.stream().collect(Collectors.groupingBy(Receiver.Event::traceId));
        traces.forEach((trace, spans) -> {
            List<Receiver.Event> roots = spans.stream()
                    .filter(span -> !ids.contains(span.parentId()))
                    .toList();
            assertThat(roots).as("roots of %s", trace).hasSize(1);
            assertThat(roots.get(0).parentId()).isEmpty();
            assertThat(spans)
                    .extracting(Receiver.Event::session)
                    .containsOnly(roots.get(0).session());
        });
    }

    /** An endpoint a project. */
    private static final class Projects implements AutoCloseable {

        private final List<Receiver> endpoints = new ArrayList<>();

        Projects() throws IOException {
            for (int i = 0; i < TRACERS; i++) {
                endpoints.add(new Receiver());
            }
        }

        Receiver endpoint(int project) {
            return endpoints.get(project);
        }

        Application application() throws IOException {
            List<String> settings = new ArrayList<>();
            for (int i = 0; i < TRACERS; i++) {
                settings.add("honeyhive.tracer.p" + i + ".api-key");
                settings.add("hh_project0123456789" + i);
                settings.add("honeyhive.tracer.p" + i + ".url");
                settings.add(endpoint(i).url());
            }
            return new Application(settings.toArray(String[]::new));
        }

        @Override
        public void close() {
            endpoints.forEach(Receiver::close);
        }
    }
}
