/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of HoneyHive's own SDKs, and what we make of them. For each key the order here is the order
 * of precedence; a {@code honeyhive.*} property beats them all.
 */
enum Variable {
    HH_INGESTION_API_KEY(
            ConfigKeys.API_KEY, Form.INGESTION_KEY, null, "the best key for sending: it can do nothing else"),
    HH_API_KEY(ConfigKeys.API_KEY, ""),
    HH_PROJECT_API_KEY(ConfigKeys.API_KEY, "the name that HoneyHive's CLI and TypeScript client prefer"),
    HONEYHIVE_API_KEY(ConfigKeys.API_KEY, Form.AS_IS, "HH_API_KEY", "deprecated by HoneyHive's SDKs"),

    HH_API_URL(ConfigKeys.URL, ""),
    HH_DATA_PLANE_URL(ConfigKeys.URL, "the name that HoneyHive's CLI and TypeScript client prefer"),
    HONEYHIVE_SERVER_URL(ConfigKeys.URL, Form.AS_IS, "HH_API_URL", "deprecated by HoneyHive's SDKs"),
    HH_SERVER_URL(ConfigKeys.URL, Form.AS_IS, "HH_API_URL", "deprecated by HoneyHive's SDKs"),

    HH_PROJECT(ConfigKeys.PROJECT, ""),
    HONEYHIVE_PROJECT(ConfigKeys.PROJECT, ""),
    HH_SOURCE(ConfigKeys.SOURCE, ""),
    HH_SESSION_NAME(ConfigKeys.SESSION_NAME, ""),

    HH_DISABLE_TRACING(ConfigKeys.ENABLED, Form.INVERTED, null, "true = nothing is recorded"),
    HH_TEST_MODE(ConfigKeys.ENABLED, Form.INVERTED, null, "true = nothing is sent, so nothing is recorded"),

    HH_CAPTURE_INPUTS(
            ConfigKeys.CAPTURE_CONTENT, Form.CAPTURE, null, "false = metadata; inputs and outputs go together"),
    HH_CAPTURE_OUTPUTS(
            ConfigKeys.CAPTURE_CONTENT, Form.CAPTURE, null, "false = metadata; inputs and outputs go together"),

    HH_DISABLE_BATCH(ConfigKeys.EXPORT_DELAY, Form.NO_DELAY, null, "true = a delay of 0: never on the caller's thread"),
    HH_FLUSH_INTERVAL(ConfigKeys.EXPORT_DELAY, Form.SECONDS, null, "in seconds"),
    HH_MAX_EXPORT_BATCH_SIZE(ConfigKeys.EXPORT_BATCH_SIZE, ""),
    HH_BATCH_SIZE(ConfigKeys.EXPORT_BATCH_SIZE, ""),
    HH_EXPORT_TIMEOUT(ConfigKeys.EXPORT_TIMEOUT, Form.SECONDS, null, "in seconds"),

    HH_DATA_PLANE_API_KEY("such a key cannot send traces; set HH_INGESTION_API_KEY or HH_API_KEY"),
    HH_VERBOSE("set the level of the logger ai.honeyhive.microprofile to FINE"),
    HH_LOG_LEVEL("set the level of the logger ai.honeyhive.microprofile"),
    HH_DEBUG("set the level of the logger ai.honeyhive.microprofile to FINE"),
    HH_MAX_ATTRIBUTES(
            "the limits of the server's spans are otel.span.*; HoneyHive's own attributes are not under them"),
    HH_MAX_EVENTS("the limits of the server's spans are otel.span.*"),
    HH_MAX_LINKS("the limits of the server's spans are otel.span.*"),
    HH_MAX_SPAN_SIZE("set honeyhive.capture.max-attribute-bytes"),
    HH_PRESERVE_CORE_ATTRIBUTES("core attributes are never lost to a limit"),
    HH_MAX_QUEUE_SIZE("the queue is bounded in bytes: set honeyhive.export.queue-bytes"),
    HH_DISABLE_HTTP_TRACING("spans of HTTP clients go along only with honeyhive.spans.foreign=all"),
    HONEYHIVE_DISABLE_HTTP_TRACING("spans of HTTP clients go along only with honeyhive.spans.foreign=all"),
    HONEYHIVE_TELEMETRY("no git metadata is collected"),
    HH_OTLP_PROTOCOL("HoneyHive gets OTLP over HTTP, always"),
    HH_OTLP_ENABLED("set honeyhive.enabled"),
    HH_OTLP_ENDPOINT("set honeyhive.url"),
    HH_OTLP_HEADERS("only HoneyHive's own headers are sent"),
    HH_SANITIZE_INPUTS("redaction is on unless honeyhive.redaction.enabled=false"),
    HH_SANITIZE_OUTPUTS("redaction is on unless honeyhive.redaction.enabled=false"),
    HH_SERVICE_NAME("set otel.service.name, the server's resource"),
    HH_SERVICE_VERSION("set otel.resource.attributes, the server's resource"),
    HH_MAX_RETRIES("retries go on while the queue has room: honeyhive.export.retry-*"),
    HH_TIMEOUT("set honeyhive.export.timeout"),
    HH_HTTP_PROXY("set the JVM's https.proxyHost and https.proxyPort"),
    HH_HTTPS_PROXY("set the JVM's https.proxyHost and https.proxyPort"),
    HH_NO_PROXY("set the JVM's http.nonProxyHosts"),
    HH_VERIFY_SSL("certificates are always verified; add yours to the JVM's trust store"),
    HH_FOLLOW_REDIRECTS("redirects are never followed: they would carry the key to another host");

    /** How the text of a variable becomes the text of its key. */
    enum Form {
        AS_IS,
        INGESTION_KEY,
        INVERTED,
        SECONDS,
        CAPTURE,
        NO_DELAY
    }

    private final @Nullable String keyPath;
    private final Form form;
    private final @Nullable String preferred;
    private final String remark;

    Variable(ConfigKey<?> key, String remark) {
        this(key, Form.AS_IS, null, remark);
    }

    Variable(String remedy) {
        this(null, Form.AS_IS, null, remedy);
    }

    Variable(@Nullable ConfigKey<?> key, Form form, @Nullable String preferred, String remark) {
        this.keyPath = key == null ? null : key.path();
        this.form = form;
        this.preferred = preferred;
        this.remark = remark;
    }

    /** The variables that stand for a key, strongest first. */
    static List<Variable> of(ConfigKey<?> key) {
        return Arrays.stream(values())
                .filter(variable -> key.path().equals(variable.keyPath))
                .toList();
    }

    /** The variables that mean nothing here. */
    static List<Variable> notHonoured() {
        return Arrays.stream(values())
                .filter(variable -> variable.keyPath == null)
                .toList();
    }

    /** The variable to use instead, {@code null} where this one is fine. */
    @Nullable
    String preferred() {
        return preferred;
    }

    /** What to say of it in the reference; for one that means nothing here, what to do instead. */
    String remark() {
        return remark;
    }

    /**
     * The variable as a value of its key.
     *
     * @return {@code null} where this value of the variable says nothing
     * @throws IllegalArgumentException if the variable does not hold what it should
     */
    @Nullable
    String asValueOfKey(String text) {
        return switch (form) {
            case AS_IS -> text;
            case INGESTION_KEY -> ValueType.ingestionKey(text);
            case SECONDS -> text + "s";
            case INVERTED -> ValueType.BOOLEAN.parse(text) ? "false" : null;
            case CAPTURE -> ValueType.BOOLEAN.parse(text) ? null : "metadata";
            case NO_DELAY -> ValueType.BOOLEAN.parse(text) ? "0s" : null;
        };
    }
}
