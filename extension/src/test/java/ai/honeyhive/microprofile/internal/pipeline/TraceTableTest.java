/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.ForeignSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bounds of the table: whatever the application forgets to end, it does not grow. */
class TraceTableTest {

    private static final TraceTable.Limits SMALL =
            new TraceTable.Limits(10, 6, 20, 3, Duration.ofMinutes(5), Duration.ofHours(1));

    private final SdkTracerProvider sdk = SdkTracerProvider.builder().build();
    private final Tally tally = new Tally();
    private final AtomicLong now = new AtomicLong();
    private TraceTable table = new TraceTable(SMALL, now::get, tally);
    private LocalTraces traces = new LocalTraces(ForeignSpans.LLM, Set.of(), table, tally, false);

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void a_finished_trace_leaves_no_span_behind() {
        Span root = start("root", Context.root());
        Span child = start("child", Context.root().with(root));
        end(child);
        end(root);

        assertThat(table.spanCount()).isZero();
        assertThat(table.keptCount()).isZero();
    }

    @Test
    void traces_that_never_end_do_not_add_up() {
        for (int i = 0; i < 1_000; i++) {
            start("forgotten", Context.root());
        }

        assertThat(table.traceCount()).isLessThanOrEqualTo(10);
        assertThat(table.spanCount()).isLessThanOrEqualTo(10);
        assertThat(tally.count(Tally.Reason.GIVEN_UP)).isEqualTo(1_000 - table.spanCount());
    }

    @Test
    void finished_traces_make_room_before_open_ones() {
        Span open = start("open", Context.root());
        for (int i = 0; i < 100; i++) {
            end(start("short", Context.root()));
        }

        assertThat(table.find(open.getSpanContext().getTraceId())).isNotNull();
        assertThat(table.traceCount()).isLessThanOrEqualTo(10);
    }

    @Test
    void of_finished_traces_the_latest_are_remembered_and_an_open_one_costs_none_of_them() {
        Span open = start("open", Context.root());
        List<String> finished = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Span span = start("short", Context.root());
            finished.add(span.getSpanContext().getTraceId());
            end(span);
        }

        assertThat(table.find(open.getSpanContext().getTraceId())).isNotNull();
        assertThat(finished.subList(95, 100)).allMatch(trace -> table.find(trace) != null);
        assertThat(finished.subList(0, 90)).noneMatch(trace -> table.find(trace) != null);
    }

    @Test
    void a_finished_trace_that_goes_on_counts_as_open() {
        Span root = start("root", Context.root());
        end(root);
        Span late = start("late", Context.root().with(root));
        for (int i = 0; i < 100; i++) {
            end(start("short", Context.root()));
        }

        assertThat(table.find(late.getSpanContext().getTraceId())).isNotNull();
        end(late);
        for (int i = 0; i < 100; i++) {
            end(start("short", Context.root()));
        }
        assertThat(table.find(late.getSpanContext().getTraceId())).isNull();
        assertThat(table.traceCount()).isLessThanOrEqualTo(8);
    }

    @Test
    void the_session_of_a_finished_trace_is_remembered_for_a_while() {
        Span root = start("root", Context.root());
        String trace = root.getSpanContext().getTraceId();
        end(root);
        now.addAndGet(Duration.ofMinutes(4).toNanos());
        end(start("another", Context.root()));
        assertThat(table.find(trace)).isNotNull();

        now.addAndGet(Duration.ofMinutes(2).toNanos());
        end(start("yet another", Context.root()));
        end(start("and another", Context.root()));

        assertThat(table.find(trace)).isNull();
    }

    @Test
    void an_open_trace_is_given_up_after_its_age_and_its_spans_end_in_peace() {
        Span forgotten = start("forgotten", Context.root());
        now.addAndGet(Duration.ofMinutes(61).toNanos());
        start("new", Context.root());

        assertThat(table.find(forgotten.getSpanContext().getTraceId())).isNull();
        assertThat(tally.count(Tally.Reason.GIVEN_UP)).isEqualTo(1);
        forgotten.setAttribute("gen_ai.system", "openai");
        assertThat(end(forgotten)).hasSize(1);
    }

    @Test
    void spans_beyond_the_bound_are_not_tracked_and_counted() {
        Span root = start("root", Context.root());
        List<Span> children = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            children.add(start("child", Context.root().with(root)));
        }

        assertThat(table.spanCount()).isEqualTo(20);
        assertThat(tally.count(Tally.Reason.TABLE_FULL)).isEqualTo(11);
        children.get(29).setAttribute("gen_ai.system", "openai");
        assertThat(end(children.get(29))).hasSize(1);
        children.subList(0, 29).forEach(this::end);
        end(root);
        assertThat(table.spanCount()).isZero();
    }

    @Test
    void ended_spans_are_kept_up_to_their_bound_only() {
        List<Span> children = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Span parent = start("parent", Context.root());
            children.add(start("child", Context.root().with(parent)));
            end(parent);
        }

        assertThat(table.keptCount()).isEqualTo(3);
        assertThat(tally.count(Tally.Reason.TABLE_FULL)).isEqualTo(2);
        children.forEach(this::end);
        assertThat(table.keptCount()).isZero();
    }

    @Test
    void many_threads_in_one_trace_leave_it_clean() throws Exception {
        table = new TraceTable(TraceTable.Limits.DEFAULT, System::nanoTime, tally);
        traces = new LocalTraces(ForeignSpans.LLM, Set.of(), table, tally, false);
        Span root = start("root", Context.root());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> taken = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            taken.add(threads.submit(() -> {
                int llm = 0;
                for (int i = 0; i < 2_000; i++) {
                    Span step = start("step", Context.root().with(root));
                    Span chat = start("chat", Context.root().with(step));
                    end(step);
                    chat.setAttribute("gen_ai.system", "openai");
                    llm += end(chat).size();
                }
                return llm;
            }));
        }
        int sum = 0;
        for (Future<Integer> each : taken) {
            sum += each.get();
        }
        threads.shutdown();

        assertThat(sum).isEqualTo(4 * 2_000 * 2);
        assertThat(end(root)).hasSize(1);
        assertThat(table.spanCount()).isZero();
        assertThat(table.keptCount()).isZero();
    }

    @Test
    void a_parent_in_another_process_is_no_reason_to_wait() {
        SpanContext remote = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        Span span = start("chat", Context.root().with(Span.wrap(remote)));
        span.setAttribute("gen_ai.system", "openai");

        assertThat(end(span)).hasSize(1);
        assertThat(table.spanCount()).isZero();
    }

    private Span start(String name, Context parent) {
        Span span = sdk.get("test").spanBuilder(name).setParent(parent).startSpan();
        traces.start((ReadableSpan) span, parent);
        return span;
    }

    private List<LocalTraces.Taken> end(Span span) {
        span.end();
        return traces.end((ReadableSpan) span, null);
    }
}
