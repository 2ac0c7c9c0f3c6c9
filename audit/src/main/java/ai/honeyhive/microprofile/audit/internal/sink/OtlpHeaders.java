/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.sink;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that log in to a collector, spelled as OpenTelemetry spells {@code OTEL_EXPORTER_OTLP_HEADERS}:
 * {@code name=value,name=value}, values percent-encoded where need be. Those of a file are read for each request, so that a
 * login can be rotated. No message and no {@code toString()} holds a value.
 */
public final class OtlpHeaders {

    /** What is allowed, for messages. */
    public static final String ALLOWED = "name=value, several with commas between them; no header of HTTP itself";

    /** None. */
    public static final OtlpHeaders NONE = new OtlpHeaders(Map.of(), null);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]{0,8192}");
    private static final Set<String> OURS =
            Set.of("content-type", "content-length", "host", "connection", "transfer-encoding", "expect");

    private final Map<String, String> fixed;
    private final @Nullable Path file;

    private OtlpHeaders(Map<String, String> fixed, @Nullable Path file) {
        this.fixed = fixed;
        this.file = file;
    }

    /**
     * Headers of the configuration, and of a file.
     *
     * @param text empty for none
     * @param file more of them, each after a comma or on a line of its own; null for none. Need not be there yet
     * @throws IllegalArgumentException if the text is no such list
     */
    public static OtlpHeaders of(String text, @Nullable Path file) {
        return new OtlpHeaders(parse(text), file);
    }

    /** What to send now. */
    Map<String, String> now() throws IOException {
        if (file == null) {
            return fixed;
        }
        Map<String, String> all = new LinkedHashMap<>(fixed);
        try {
            all.putAll(parse(Files.readString(file)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not hold headers as " + ALLOWED, e);
        }
        return all;
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header : text.split("[,\\r\\n]", -1)) {
            int equals = header.indexOf('=');
            if (header.isBlank()) {
                continue;
            }
            String name = header.substring(0, Math.max(0, equals)).strip();
            String value = decoded(header.substring(equals + 1).strip());
            if (!NAME.matcher(name).matches()
                    || OURS.contains(name.toLowerCase(Locale.ROOT))
                    || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("no list of headers");
            }
            headers.put(name, value);
        }
        return headers;
    }

    /** A plus sign is one: it is in many a token, and a blank is none. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Its message repeats the value.
            throw new IllegalArgumentException("no percent-encoding");
        }
    }

    /** The names only. */
    @Override
    public String toString() {
        return "OtlpHeaders" + fixed.keySet();
    }
}
