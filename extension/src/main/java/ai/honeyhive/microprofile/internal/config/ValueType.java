/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a configuration value is written.
 *
 * @param label what the reference table calls the type
 * @param javaType what IDEs are told
 * @param allowed what may stand there, for error messages
 * @param parser from a trimmed, non-empty text to the value; throws {@link IllegalArgumentException} with a message that
 *     does not repeat the text, which may be a misplaced secret
 */
record ValueType<T>(String label, Class<?> javaType, String allowed, Function<String, T> parser) {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMG]?)I?B?");
    private static final Pattern INGESTION_KEY = Pattern.compile("hh_ingst_[A-Za-z0-9]{24}_[A-Za-z0-9_-]{64}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern PROJECT = Pattern.compile("[^/\\\\?#&]+");

    static final ValueType<String> TEXT = new ValueType<>("text", String.class, "a text", text -> text);

    static final ValueType<String> PROJECT_NAME =
            new ValueType<>("text", String.class, "a name without / \\ ? # &", text -> matching(text, PROJECT));

    static final ValueType<ApiKey> KEY = new ValueType<>(
            "secret",
            String.class,
            "a project key (hh_...) or, better, an ingestion key of HoneyHive: hh_ingst_, 24 letters or digits, _, "
                    + "64 letters, digits, _ or -",
            ValueType::key);

    static final ValueType<URI> HTTP_URL =
            new ValueType<>("URL", URI.class, "an absolute http:// or https:// URL", ValueType::url);

    static final ValueType<Boolean> BOOLEAN = new ValueType<>(
            "boolean",
            Boolean.class,
            "true, 1, yes, on, enabled or false, 0, no, off, disabled",
            ValueType::parseBoolean);

    /** One of an enum's constants, in any case, with dashes between its words. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        return new ValueType<>(
                "choice",
                String.class,
                "one of " + allowed,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Some of an enum's constants, separated by commas. */
    static <E extends Enum<E>> ValueType<List<E>> someOf(Class<E> type) {
        ValueType<E> one = oneOf(type);
        return new ValueType<>(
                "choices",
                String.class,
                "some of " + one.allowed().substring("one of ".length()),
                text -> split(text).map(one::parse).distinct().toList());
    }

    static final ValueType<HostList> HOSTS = new ValueType<>(
            "hosts",
            String.class,
            "host names without port, *.name, private, separated by commas; or * or none",
            text -> HostList.of(split(text).toList()));

    static final ValueType<DestinationList> DESTINATIONS = new ValueType<>(
            "destinations",
            String.class,
            "names of queues and topics, * in them for any characters, separated by commas; or * or none",
            text -> DestinationList.of(split(text).toList()));

    private static Stream<String> split(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty());
    }

    static ValueType<Double> number(double min, double max) {
        String bounds = max == Double.MAX_VALUE
                ? (min == -Double.MAX_VALUE ? "a number" : "a number of at least " + min)
                : "a number from " + min + " to " + max;
        return new ValueType<>("number", Double.class, bounds, text -> {
            double value = Double.parseDouble(text);
            // Not the other way round: NaN is in no range.
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException("it is out of range");
            }
            return value;
        });
    }

    /** Names separated by commas, in the order in which they are written. */
    static final ValueType<List<String>> NAMES = new ValueType<>(
            "names",
            String.class,
            "names of letters, digits, - and _, separated by commas",
            text -> split(text).map(name -> matching(name, NAME)).distinct().toList());

    /** Texts separated by commas, in which * stands for any characters. */
    static final ValueType<List<String>> GLOBS = new ValueType<>(
            "texts",
            String.class,
            "texts separated by commas",
            text -> Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(glob -> !glob.isEmpty())
                    .toList());

    static final ValueType<String> PRICES = new ValueType<>(
            "text",
            String.class,
            "none, built-in, the path of a file, or classpath: and the name of a resource",
            text -> text);

    static ValueType<Integer> integer(int min, int max) {
        return new ValueType<>("integer", Integer.class, "a whole number from " + min + " to " + max, text ->
                (int) within(Long.parseLong(text), min, max));
    }

    static ValueType<Long> size(long min, long max) {
        return new ValueType<>(
                "size",
                String.class,
                "bytes from " + min + " to " + max + ", or a number with K, M or G",
                text -> within(bytes(text), min, max));
    }

    static ValueType<Duration> duration(Duration min, Duration max) {
        return new ValueType<>(
                "duration",
                String.class,
                "a duration from " + shown(min) + " to " + shown(max) + ", as 500ms, 5s, 2m or PT5S",
                text -> {
                    Duration duration = parseDuration(text);
                    within(duration.toMillis(), min.toMillis(), max.toMillis());
                    return duration;
                });
    }

    T parse(String text) {
        return parser.apply(text);
    }

    /** A duration as people write it. */
    static String shown(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 60_000 == 0 && millis != 0) {
            return millis % 3_600_000 == 0 ? millis / 3_600_000 + "h" : millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /**
     * An ingestion key's text, if it has the shape of one: HoneyHive's clients refuse any other before they send it.
     *
     * @throws IllegalArgumentException if it has not; the message never holds the text
     */
    static String ingestionKey(String text) {
        if (!INGESTION_KEY.matcher(text).matches()) {
            throw new IllegalArgumentException("it is no well-formed ingestion key");
        }
        return text;
    }

    private static ApiKey key(String text) {
        if (text.startsWith("hh_fgdp_") || text.startsWith("hh_fgcp_")) {
            throw new IllegalArgumentException("it is a data plane or control plane key, which cannot send traces");
        }
        return ApiKey.of(text.startsWith("hh_ingst_") ? ingestionKey(text) : text);
    }

    private static String matching(String text, Pattern pattern) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("it holds a character that is not allowed");
        }
        return text;
    }

    private static boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "enabled" -> true;
            case "false", "0", "no", "off", "disabled" -> false;
            default -> throw new IllegalArgumentException("it is neither true nor false");
        };
    }

    private static long within(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("it is out of range");
        }
        return value;
    }

    private static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it is no size");
        }
        int shift =
                switch (matcher.group(2)) {
                    case "K" -> 10;
                    case "M" -> 20;
                    case "G" -> 30;
                    default -> 0;
                };
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    }

    private static Duration parseDuration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher matcher = SHORT_DURATION.matcher(lower);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("it is no duration", e);
            }
        }
        double millisPerUnit =
                switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * millisPerUnit));
    }

    private static URI url(String text) {
        URI uri;
        try {
            uri = new URI(text.replaceFirst("/+\\z", ""));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL");
        }
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new IllegalArgumentException("it is no http:// or https:// URL");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it holds a user, a query or a fragment");
        }
        return uri;
    }
}
