/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.evaluation.PriceTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is configured, read once. Reading never fails: what is wrong is listed in {@link #problems()}, and the
 * default stands in for it.
 *
 * <p>Immutable and thread-safe, but for {@link #currentKey} and {@link #now}, which ask the configuration again.
 */
public final class HoneyHiveConfig {

    private final Config config;

    /** In their order, but found by their hash: each call looks for its tracer. */
    private final Map<String, TracerConfig> tracers;

    private final boolean devConsole;
    private final boolean enabled;
    private final boolean annotations;
    private final ForeignSpans foreignSpans;
    private final boolean redaction;
    private final EvaluationConfig evaluation;
    private final boolean doctor;
    private final boolean genAiMetrics;
    private final List<String> measuredInstrumentors;
    private final @Nullable PriceTable prices;
    private final PropagationConfig propagation;
    private final List<String> problems;

    private HoneyHiveConfig(Config config, boolean development) {
        ConfigReader reader = new ConfigReader(config);
        this.config = config;
        this.enabled = reader.readOrDefault(ConfigKeys.ENABLED);
        TracerReader tracerReader = new TracerReader(reader, new SamplingReader(config, reader), development);
        this.tracers = Collections.unmodifiableMap(new LinkedHashMap<>(tracerReader.read(KeyNames.tracers(config))));
        this.devConsole = tracerReader.usesConsole();
        this.annotations = reader.readOrDefault(ConfigKeys.ANNOTATIONS_ENABLED);
        this.foreignSpans = reader.readOrDefault(ConfigKeys.SPANS_FOREIGN);
        this.redaction = reader.readOrDefault(ConfigKeys.REDACTION_ENABLED);
        this.evaluation = new EvaluationReader(config, reader).read();
        this.doctor = reader.readOrDefault(ConfigKeys.DOCTOR);
        this.genAiMetrics = reader.readOrDefault(ConfigKeys.METRICS_GEN_AI);
        List<String> measured = reader.read(ConfigKeys.METRICS_INSTRUMENTORS, "");
        this.measuredInstrumentors = measured == null ? List.of() : measured;
        this.prices = new PriceReader(reader).read();
        this.propagation = new PropagationConfig(
                reader.readOrDefault(ConfigKeys.PROPAGATION_HOSTS),
                reader.readOrDefault(ConfigKeys.PROPAGATION_MESSAGES),
                Set.copyOf(reader.readOrDefault(ConfigKeys.PROPAGATION_MEMBERS)));
        KeyNames.check(config, reader);
        reader.noteVariablesNotHonoured();
        this.problems = List.copyOf(reader.problems());
    }

    /** Reads the configuration. Never throws. */
    public static HoneyHiveConfig read(Config config) {
        return read(config, DevConsole.inDevelopment(config));
    }

    static HoneyHiveConfig read(Config config, boolean development) {
        return new HoneyHiveConfig(config, development);
    }

    /**
     * The names of the named tracers that have any key. Reads names only, no value: on Quarkus a value that is read while
     * the application is built would be written into it.
     */
    public static Set<String> tracerNames(Config config) {
        return KeyNames.tracers(config);
    }

    /** The tracer of a name, empty for the default one; an inactive one for a name that nobody configured. */
    public TracerConfig tracer(String name) {
        TracerConfig tracer = tracers.get(name);
        return tracer == null ? TracerReader.unknown(name) : tracer;
    }

    /** All tracers by name; the default one, which is always there, under the empty name. */
    public Map<String, TracerConfig> tracers() {
        return tracers;
    }

    /** Whether annotated methods are traced, scored and gated; false: they run as if they were not annotated. */
    public boolean annotations() {
        return annotations;
    }

    /** Which spans that somebody else made go along. */
    public ForeignSpans foreignSpans() {
        return foreignSpans;
    }

    /** Whether secrets and personal data are masked before anything is sent. */
    public boolean redaction() {
        return redaction;
    }

    /** What is evaluated, by what and how. */
    public EvaluationConfig evaluation() {
        return evaluation;
    }

    /** Whether each server is asked at start, for the log. */
    public boolean doctor() {
        return doctor;
    }

    /** Whether calls of models are measured. */
    public boolean genAiMetrics() {
        return genAiMetrics;
    }

    /** The scopes of instrumentations whose calls of models are measured as well, with {@code *} for any characters. */
    public List<String> measuredInstrumentors() {
        return measuredInstrumentors;
    }

    /** What models cost, {@code null} where nobody is to work it out. */
    public @Nullable PriceTable prices() {
        return prices;
    }

    /** What travels to other services, and to which. */
    public PropagationConfig propagation() {
        return propagation;
    }

    /** How many characters must be inserted, removed or replaced to turn one name into the other. */
    public static int distance(String from, String to) {
        return KeyNames.distance(from, to);
    }

    /** The names of the pipelines. Reads names only, as {@link #tracerNames}. */
    public static Set<String> pipelineNames(Config config) {
        return EvaluationReader.pipelineNames(config);
    }

    /** The names of the evaluators that have settings. Reads names only, as {@link #tracerNames}. */
    public static Set<String> evaluatorNames(Config config) {
        return EvaluationReader.evaluatorNames(config);
    }

    /** False: nothing at all is recorded for HoneyHive, by no tracer, until it is true. */
    public boolean enabled() {
        return enabled;
    }

    /** What is wrong, one message each: the key, where it comes from, what is allowed, how to fix it; never a value. */
    public List<String> problems() {
        return problems;
    }

    /**
     * The key of a tracer as the configuration has it now: after a rotation it is another than {@link TracerConfig#key}.
     *
     * @return the key, {@code null} where there is none or what is there is no key
     */
    public @Nullable ApiKey currentKey(String tracer) {
        ApiKey key = new ConfigReader(config).read(ConfigKeys.API_KEY, tracer);
        return key == null && devConsole && tracer.isEmpty() ? DevConsole.KEY : key;
    }

    /** Whether what is recorded goes to a console on this machine because nobody has said where it should. */
    boolean usesDevConsole() {
        return devConsole;
    }

    /** A tracer with {@code enabled} and the key as the configuration has them now; all else is read once. */
    public TracerConfig now(String tracer) {
        ConfigReader reader = new ConfigReader(config);
        Boolean own = reader.readInherited(ConfigKeys.ENABLED, tracer);
        boolean wanted = reader.readOrDefault(ConfigKeys.ENABLED) && (own == null || own);
        return tracer(tracer).with(wanted, currentKey(tracer));
    }

    /**
     * The names of HoneyHive's settings that are set anywhere, each with the name of the config source that it comes from.
     * Never a value.
     */
    public Map<String, String> origins() {
        return Origins.of(config);
    }

    /** What is sent where, for one line of the log: hosts, masked keys, projects, sources, what is captured. */
    public String startUpLine() {
        return StartUpLine.of(this);
    }

    /** The same of one tracer, which has come on later. */
    public static String startUpLine(TracerConfig tracer) {
        return "HoneyHive records now " + StartUpLine.tracer(tracer);
    }
}
