/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.call.CallSettings;
import ai.honeyhive.microprofile.internal.call.Propagation;
import ai.honeyhive.microprofile.internal.config.ConfigKey.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every {@code honeyhive.*} key: the only home of names, types, defaults and meanings. The reference in
 * {@code docs/configuration.md} and what IDEs read are compared with it by a test.
 *
 * <p>The annotations are for the MicroProfile language server, which searches the jars of a project for them; nothing is
 * ever injected here.
 */
final class ConfigKeys {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final Duration DAY = Duration.ofDays(1);

    @ConfigProperty(name = "honeyhive.api-key")
    static final ConfigKey<ApiKey> API_KEY = new ConfigKey<>(
            "api-key",
            ValueType.KEY,
            "",
            Scope.EACH_TRACER,
            "The HoneyHive key; it selects the project. Without one the application runs and nothing is recorded.");

    @ConfigProperty(name = "honeyhive.url", defaultValue = "https://api.dp1.us.honeyhive.ai")
    static final ConfigKey<URI> URL = new ConfigKey<>(
            "url",
            ValueType.HTTP_URL,
            "https://api.dp1.us.honeyhive.ai",
            Scope.INHERITED,
            "The base URL of HoneyHive's data plane.");

    @ConfigProperty(name = "honeyhive.project")
    static final ConfigKey<String> PROJECT = new ConfigKey<>(
            "project",
            ValueType.PROJECT_NAME,
            "",
            Scope.EACH_TRACER,
            "The project's name, for the log and for people: at HoneyHive the key decides.");

    @ConfigProperty(name = "honeyhive.source", defaultValue = "dev")
    static final ConfigKey<String> SOURCE = new ConfigKey<>(
            "source",
            ValueType.TEXT,
            "dev",
            Scope.INHERITED,
            "The environment that HoneyHive shows with each event: dev, staging, production ...");

    @ConfigProperty(name = "honeyhive.session-name")
    static final ConfigKey<String> SESSION_NAME = new ConfigKey<>(
            "session-name",
            ValueType.TEXT,
            "",
            Scope.INHERITED,
            "The name of new sessions; without one HoneyHive calls them Session.");

    @ConfigProperty(name = "honeyhive.enabled", defaultValue = "true")
    static final ConfigKey<Boolean> ENABLED = new ConfigKey<>(
            "enabled",
            ValueType.BOOLEAN,
            "true",
            Scope.INHERITED,
            "False: nothing is recorded for HoneyHive; the spans of the server stay as they are. Read again while the "
                    + "application runs.");

    @ConfigProperty(name = "honeyhive.capture.content", defaultValue = "full")
    static final ConfigKey<CallSettings.Content> CAPTURE_CONTENT = new ConfigKey<>(
            "capture.content",
            ValueType.oneOf(CallSettings.Content.class),
            "full",
            Scope.INHERITED,
            "Whether arguments and results are recorded: full = unless the annotation says otherwise, metadata = only "
                    + "where the annotation says so, none = nowhere.");

    @ConfigProperty(name = "honeyhive.capture.on-span", defaultValue = "false")
    static final ConfigKey<Boolean> CAPTURE_ON_SPAN = new ConfigKey<>(
            "capture.on-span",
            ValueType.BOOLEAN,
            "false",
            Scope.INHERITED,
            "True: content stands on the shared span too, where every other exporter of the server sees it, messages of "
                    + "model calls also as gen_ai.input.messages and gen_ai.output.messages.");

    @ConfigProperty(name = "honeyhive.capture.max-attribute-bytes", defaultValue = "64K")
    static final ConfigKey<Long> CAPTURE_MAX_ATTRIBUTE_BYTES = new ConfigKey<>(
            "capture.max-attribute-bytes",
            ValueType.size(256, 16 * MIB),
            "64K",
            Scope.INHERITED,
            "The longest value of one attribute, in UTF-8 bytes; longer ones are cut.");

    @ConfigProperty(name = "honeyhive.capture.max-depth", defaultValue = "8")
    static final ConfigKey<Integer> CAPTURE_MAX_DEPTH = new ConfigKey<>(
            "capture.max-depth",
            ValueType.integer(1, 64),
            "8",
            Scope.INHERITED,
            "How deep the object graph of an argument or result is walked, in levels.");

    @ConfigProperty(name = "honeyhive.capture.max-elements", defaultValue = "200")
    static final ConfigKey<Integer> CAPTURE_MAX_ELEMENTS = new ConfigKey<>(
            "capture.max-elements",
            ValueType.integer(1, 100_000),
            "200",
            Scope.INHERITED,
            "How many elements of one collection, array or map are walked.");

    @ConfigProperty(name = "honeyhive.export.queue-bytes", defaultValue = "32M")
    static final ConfigKey<Long> EXPORT_QUEUE_BYTES = new ConfigKey<>(
            "export.queue-bytes",
            ValueType.size(64 * KIB, 4096 * MIB),
            "32M",
            Scope.INHERITED,
            "The most that waits in memory for HoneyHive; what does not fit is dropped and counted, critical calls last.");

    @ConfigProperty(name = "honeyhive.export.batch-size", defaultValue = "512")
    static final ConfigKey<Integer> EXPORT_BATCH_SIZE = new ConfigKey<>(
            "export.batch-size",
            ValueType.integer(1, 10_000),
            "512",
            Scope.INHERITED,
            "The most spans of one request.");

    @ConfigProperty(name = "honeyhive.export.request-bytes", defaultValue = "4M")
    static final ConfigKey<Long> EXPORT_REQUEST_BYTES = new ConfigKey<>(
            "export.request-bytes",
            ValueType.size(64 * KIB, 48 * MIB),
            "4M",
            Scope.INHERITED,
            "The most bytes of one request's body.");

    @ConfigProperty(name = "honeyhive.export.delay", defaultValue = "5s")
    static final ConfigKey<Duration> EXPORT_DELAY = new ConfigKey<>(
            "export.delay",
            ValueType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "5s",
            Scope.INHERITED,
            "The longest that a span waits for its batch to fill.");

    @ConfigProperty(name = "honeyhive.export.timeout", defaultValue = "30s")
    static final ConfigKey<Duration> EXPORT_TIMEOUT = new ConfigKey<>(
            "export.timeout",
            ValueType.duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            "30s",
            Scope.INHERITED,
            "The longest that one attempt may take, body and answer.");

    @ConfigProperty(name = "honeyhive.export.retry-initial", defaultValue = "1s")
    static final ConfigKey<Duration> EXPORT_RETRY_INITIAL = new ConfigKey<>(
            "export.retry-initial",
            ValueType.duration(Duration.ofMillis(10), DAY),
            "1s",
            Scope.INHERITED,
            "The first pause after a failure that may pass; it doubles, with jitter.");

    @ConfigProperty(name = "honeyhive.export.retry-max", defaultValue = "60s")
    static final ConfigKey<Duration> EXPORT_RETRY_MAX = new ConfigKey<>(
            "export.retry-max",
            ValueType.duration(Duration.ofMillis(10), DAY),
            "60s",
            Scope.INHERITED,
            "The longest such pause.");

    @ConfigProperty(name = "honeyhive.export.shutdown-timeout", defaultValue = "5s")
    static final ConfigKey<Duration> EXPORT_SHUTDOWN_TIMEOUT = new ConfigKey<>(
            "export.shutdown-timeout",
            ValueType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "5s",
            Scope.INHERITED,
            "The longest that the end of the application waits for the queue to drain.");

    @ConfigProperty(name = "honeyhive.export.compression-level", defaultValue = "0")
    static final ConfigKey<Integer> EXPORT_COMPRESSION_LEVEL = new ConfigKey<>(
            "export.compression-level",
            ValueType.integer(0, 9),
            "0",
            Scope.INHERITED,
            "0 = none, 1 (fast) to 9 (small) = gzip.");

    @ConfigProperty(name = "honeyhive.export.resend-after-timeout", defaultValue = "false")
    static final ConfigKey<Boolean> EXPORT_RESEND_AFTER_TIMEOUT = new ConfigKey<>(
            "export.resend-after-timeout",
            ValueType.BOOLEAN,
            "false",
            Scope.INHERITED,
            "True: a request that was sent whole and not answered is sent again. HoneyHive may then hold its events twice.");

    @ConfigProperty(name = "honeyhive.allow-plain-http", defaultValue = "false")
    static final ConfigKey<Boolean> ALLOW_PLAIN_HTTP = new ConfigKey<>(
            "allow-plain-http",
            ValueType.BOOLEAN,
            "false",
            Scope.GLOBAL,
            "True: http:// is allowed to hosts other than this one; key and content then travel in clear.");

    @ConfigProperty(name = "honeyhive.annotations.enabled", defaultValue = "true")
    static final ConfigKey<Boolean> ANNOTATIONS_ENABLED = new ConfigKey<>(
            "annotations.enabled",
            ValueType.BOOLEAN,
            "true",
            Scope.GLOBAL,
            "False: annotated methods run as if they were not annotated, without span, scores or quality gate. What others make,"
                    + " and the API without annotations, goes on.");

    @ConfigProperty(name = "honeyhive.spans.foreign", defaultValue = "llm")
    static final ConfigKey<ForeignSpans> SPANS_FOREIGN = new ConfigKey<>(
            "spans.foreign",
            ValueType.oneOf(ForeignSpans.class),
            "llm",
            Scope.GLOBAL,
            "Which spans that somebody else made go along: llm = those of LLM instrumentors and their ancestors, all, "
                    + "none.");

    @ConfigProperty(name = "honeyhive.redaction.enabled", defaultValue = "true")
    static final ConfigKey<Boolean> REDACTION_ENABLED = new ConfigKey<>(
            "redaction.enabled",
            ValueType.BOOLEAN,
            "true",
            Scope.GLOBAL,
            "Whether secrets and personal data are masked before anything leaves the process.");

    @ConfigProperty(name = "honeyhive.doctor", defaultValue = "false")
    static final ConfigKey<Boolean> DOCTOR = new ConfigKey<>(
            "doctor",
            ValueType.BOOLEAN,
            "false",
            Scope.GLOBAL,
            "True: at start each tracer's server is asked, by a request without a span, and the log tells what came of it; the"
                    + " readiness check has it, and whatever else the doctor finds.");

    @ConfigProperty(name = "honeyhive.dev-console", defaultValue = "http://localhost:8765")
    static final ConfigKey<URI> DEV_CONSOLE = new ConfigKey<>(
            "dev-console",
            ValueType.HTTP_URL,
            "http://localhost:8765",
            Scope.GLOBAL,
            "Where a console on this machine is looked for at start in Quarkus' and Liberty's development mode, if there is no key"
                    + " and no address of HoneyHive; what is recorded goes to it, if it answers.");

    @ConfigProperty(name = "honeyhive.metrics.gen-ai", defaultValue = "true")
    static final ConfigKey<Boolean> METRICS_GEN_AI = new ConfigKey<>(
            "metrics.gen-ai",
            ValueType.BOOLEAN,
            "true",
            Scope.GLOBAL,
            "Whether annotated calls of models are measured as gen_ai.client.* metrics of the server's telemetry.");

    @ConfigProperty(name = "honeyhive.metrics.instrumentors")
    static final ConfigKey<List<String>> METRICS_INSTRUMENTORS = new ConfigKey<>(
            "metrics.instrumentors",
            ValueType.GLOBS,
            "",
            Scope.GLOBAL,
            "Instrumentations, by the name of their scope, whose model calls are measured too; * stands for any "
                    + "characters. One that writes these metrics itself would be counted twice.");

    @ConfigProperty(name = "honeyhive.cost.prices", defaultValue = "none")
    static final ConfigKey<String> COST_PRICES = new ConfigKey<>(
            "cost.prices",
            ValueType.PRICES,
            "none",
            Scope.GLOBAL,
            "The table of prices by which an event's cost is worked out here: none (HoneyHive does it by its own), "
                    + "built-in (check it), a file, or classpath: and the name of a resource.");

    @ConfigProperty(name = "honeyhive.propagation.hosts", defaultValue = "private")
    static final ConfigKey<HostList> PROPAGATION_HOSTS = new ConfigKey<>(
            "propagation.hosts",
            ValueType.HOSTS,
            "private",
            Scope.GLOBAL,
            "To which hosts session, user and tracer travel, in W3C baggage: names, *.name for all below it, private (see "
                    + "Across services), * for all, none.");

    @ConfigProperty(name = "honeyhive.propagation.messages", defaultValue = "none")
    static final ConfigKey<DestinationList> PROPAGATION_MESSAGES = new ConfigKey<>(
            "propagation.messages",
            ValueType.DESTINATIONS,
            "none",
            Scope.GLOBAL,
            "To which queues and topics they travel, in the headers of messages: names, in which * stands for any "
                    + "characters, * for all, none.");

    @ConfigProperty(name = "honeyhive.propagation.members", defaultValue = "session,user,tracer")
    static final ConfigKey<List<Propagation.Member>> PROPAGATION_MEMBERS = new ConfigKey<>(
            "propagation.members",
            ValueType.someOf(Propagation.Member.class),
            "session,user,tracer",
            Scope.GLOBAL,
            "What travels.");

    @ConfigProperty(name = "honeyhive.sampling.strategy", defaultValue = "keep-all")
    static final ConfigKey<SamplingConfig.Strategy> SAMPLING_STRATEGY = new ConfigKey<>(
            "sampling.strategy",
            ValueType.oneOf(SamplingConfig.Strategy.class),
            "keep-all",
            Scope.INHERITED,
            "keep-all: every trace is sent. tiered: the rate of its class decides, critical 1.0, important 0.5, standard "
                    + "0.05.");

    @ConfigProperty(name = "honeyhive.sampling.keep.errors", defaultValue = "true")
    static final ConfigKey<Boolean> SAMPLING_KEEP_ERRORS = new ConfigKey<>(
            "sampling.keep.errors",
            ValueType.BOOLEAN,
            "true",
            Scope.INHERITED,
            "Whether every trace with an error is kept: an exception, a status ERROR, an HTTP status of 500 or above.");

    @ConfigProperty(name = "honeyhive.sampling.keep.slower-than")
    static final ConfigKey<Duration> SAMPLING_KEEP_SLOWER_THAN = new ConfigKey<>(
            "sampling.keep.slower-than",
            ValueType.duration(Duration.ofMillis(1), DAY),
            "",
            Scope.INHERITED,
            "Every trace is kept whose part here took longer.");

    @ConfigProperty(name = "honeyhive.sampling.keep.slower-than-percentile")
    static final ConfigKey<Double> SAMPLING_KEEP_SLOWER_THAN_PERCENTILE = new ConfigKey<>(
            "sampling.keep.slower-than-percentile",
            ValueType.number(50, 99.9),
            "",
            Scope.INHERITED,
            "Every trace is kept that took longer than this percentile, in percent, of the last ones of its operation.");

    @ConfigProperty(name = "honeyhive.sampling.keep.feedback", defaultValue = "true")
    static final ConfigKey<Boolean> SAMPLING_KEEP_FEEDBACK = new ConfigKey<>(
            "sampling.keep.feedback",
            ValueType.BOOLEAN,
            "true",
            Scope.INHERITED,
            "Whether every trace is kept with feedback of people on one of its spans.");

    @ConfigProperty(name = "honeyhive.sampling.keep.score-below")
    static final ConfigKey<Double> SAMPLING_KEEP_SCORE_BELOW = new ConfigKey<>(
            "sampling.keep.score-below",
            ValueType.number(0, 1),
            "",
            Scope.INHERITED,
            "Every trace is kept with an evaluation score below this; what would be left out is scored before, which may "
                    + "cost judges.");

    @ConfigProperty(name = "honeyhive.sampling.keep.failed-evaluations", defaultValue = "false")
    static final ConfigKey<Boolean> SAMPLING_KEEP_FAILED_EVALUATIONS = new ConfigKey<>(
            "sampling.keep.failed-evaluations",
            ValueType.BOOLEAN,
            "false",
            Scope.INHERITED,
            "Whether every trace is kept that an evaluator or a pipeline finds not good enough; what would be left out is "
                    + "scored before, which may cost judges.");

    @ConfigProperty(name = "honeyhive.sampling.undecided-bytes", defaultValue = "16M")
    static final ConfigKey<Long> SAMPLING_UNDECIDED_BYTES = new ConfigKey<>(
            "sampling.undecided-bytes",
            ValueType.size(64 * KIB, 4096 * MIB),
            "16M",
            Scope.INHERITED,
            "The most that is held in memory until its trace has ended; beyond it the oldest trace is decided as it stands.");

    @ConfigProperty(name = "honeyhive.sampling.undecided-age", defaultValue = "60s")
    static final ConfigKey<Duration> SAMPLING_UNDECIDED_AGE = new ConfigKey<>(
            "sampling.undecided-age",
            ValueType.duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "60s",
            Scope.INHERITED,
            "The longest that spans wait for the end of their trace; then it is decided as it stands.");

    @ConfigProperty(name = "honeyhive.evaluation.enabled", defaultValue = "true")
    static final ConfigKey<Boolean> EVALUATION_ENABLED = new ConfigKey<>(
            "evaluation.enabled",
            ValueType.BOOLEAN,
            "true",
            Scope.GLOBAL,
            "False: no answer is scored. Quality gates let everything pass.");

    @ConfigProperty(name = "honeyhive.evaluation.threads", defaultValue = "4")
    static final ConfigKey<Integer> EVALUATION_THREADS = new ConfigKey<>(
            "evaluation.threads",
            ValueType.integer(1, 256),
            "4",
            Scope.GLOBAL,
            "How many threads evaluate where the server has no managed ones.");

    @ConfigProperty(name = "honeyhive.evaluation.queue-bytes", defaultValue = "16M")
    static final ConfigKey<Long> EVALUATION_QUEUE_BYTES = new ConfigKey<>(
            "evaluation.queue-bytes",
            ValueType.size(64 * KIB, 4096 * MIB),
            "16M",
            Scope.GLOBAL,
            "The most that is held in memory for its scores; what does not fit goes without scores and is counted.");

    @ConfigProperty(name = "honeyhive.evaluation.wait", defaultValue = "10s")
    static final ConfigKey<Duration> EVALUATION_WAIT = new ConfigKey<>(
            "evaluation.wait",
            ValueType.duration(Duration.ZERO, Duration.ofMinutes(10)),
            "10s",
            Scope.GLOBAL,
            "The longest that an event waits for its scores; scores that come later follow it.");

    @ConfigProperty(name = "honeyhive.evaluation.log-events", defaultValue = "true")
    static final ConfigKey<Boolean> EVALUATION_LOG_EVENTS = new ConfigKey<>(
            "evaluation.log-events",
            ValueType.BOOLEAN,
            "true",
            Scope.GLOBAL,
            "Whether each score is also a log record gen_ai.evaluation.result of the server's telemetry.");

    /** All keys, in the order of the reference. */
    static final List<ConfigKey<?>> ALL = List.of(
            API_KEY,
            URL,
            PROJECT,
            SOURCE,
            SESSION_NAME,
            ENABLED,
            ALLOW_PLAIN_HTTP,
            ANNOTATIONS_ENABLED,
            SPANS_FOREIGN,
            REDACTION_ENABLED,
            CAPTURE_CONTENT,
            CAPTURE_ON_SPAN,
            CAPTURE_MAX_ATTRIBUTE_BYTES,
            CAPTURE_MAX_DEPTH,
            CAPTURE_MAX_ELEMENTS,
            EXPORT_QUEUE_BYTES,
            EXPORT_BATCH_SIZE,
            EXPORT_REQUEST_BYTES,
            EXPORT_DELAY,
            EXPORT_TIMEOUT,
            EXPORT_RETRY_INITIAL,
            EXPORT_RETRY_MAX,
            EXPORT_SHUTDOWN_TIMEOUT,
            EXPORT_COMPRESSION_LEVEL,
            EXPORT_RESEND_AFTER_TIMEOUT,
            METRICS_GEN_AI,
            METRICS_INSTRUMENTORS,
            COST_PRICES,
            PROPAGATION_HOSTS,
            PROPAGATION_MESSAGES,
            PROPAGATION_MEMBERS,
            SAMPLING_STRATEGY,
            SAMPLING_KEEP_ERRORS,
            SAMPLING_KEEP_SLOWER_THAN,
            SAMPLING_KEEP_SLOWER_THAN_PERCENTILE,
            SAMPLING_KEEP_FEEDBACK,
            SAMPLING_KEEP_SCORE_BELOW,
            SAMPLING_KEEP_FAILED_EVALUATIONS,
            SAMPLING_UNDECIDED_BYTES,
            SAMPLING_UNDECIDED_AGE,
            EVALUATION_ENABLED,
            EVALUATION_THREADS,
            EVALUATION_QUEUE_BYTES,
            EVALUATION_WAIT,
            EVALUATION_LOG_EVENTS,
            DOCTOR,
            DEV_CONSOLE);

    private ConfigKeys() {}
}
