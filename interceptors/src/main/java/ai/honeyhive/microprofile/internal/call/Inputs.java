/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.Capture;
import ai.honeyhive.microprofile.internal.call.CallSettings.Content;
import ai.honeyhive.microprofile.internal.encode.ArgumentEncoder;
import ai.honeyhive.microprofile.internal.encode.Encoding;
import ai.honeyhive.microprofile.internal.encode.Texts;
import ai.honeyhive.microprofile.internal.extract.OpenAiMessages;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is recorded of a call's arguments. Touches none that nobody wants. Thread-safe. */
final class Inputs {

    static final @Nullable Object[] NONE = {};

    /** The longest id, name of a model or value on a span, in bytes. */
    private static final int LONGEST_NAME = 512;

    private final ArgumentEncoder encoder;

    Inputs(ArgumentEncoder encoder) {
        this.encoder = encoder;
    }

    /** Whether content is to be recorded, by what annotation and configuration say. */
    static boolean wanted(Capture capture, CallSettings settings) {
        return switch (capture) {
            case OFF -> false;
            case ON -> settings.content() != Content.NONE;
            case CONFIGURED -> settings.content() == Content.FULL;
        };
    }

    /** The model that is asked for: what a parameter says, else the annotation; empty where neither does. */
    String model(CallMetadata metadata, @Nullable Object[] arguments) {
        int index = metadata.modelParameter();
        String named = index < 0 || index >= arguments.length ? null : name(arguments[index]);
        return named == null ? metadata.members().model() : named;
    }

    /** Takes session and user from the arguments: they are recorded whatever is said about content. */
    void identify(CallMetadata metadata, @Nullable Object[] arguments, TracedCall call) {
        List<CallParameter> parameters = metadata.parameters();
        for (int i = 0; i < parameters.size() && i < arguments.length; i++) {
            ParameterRole role = parameters.get(i).role();
            if (role == ParameterRole.SESSION) {
                session(call, name(arguments[i]));
            } else if (role == ParameterRole.USER) {
                String user = name(arguments[i]);
                if (user != null) {
                    call.user(user);
                }
            }
        }
    }

    static void session(TracedCall call, @Nullable String id) {
        if (id != null && !call.session().settle(id)) {
            Session other = Session.named(id);
            other.experimentCase(call.session().experimentCase());
            call.session(other);
        }
    }

    void capture(CallMetadata metadata, @Nullable Object[] arguments, RunningCall call) {
        List<CallParameter> parameters = metadata.parameters();
        if (arguments.length == 0) {
            return;
        }
        boolean wanted = wanted(metadata.members().inputs(), call.settings());
        boolean prompts = false;
        Encoding encoding = null;
        try {
            for (int i = 0; i < parameters.size() && i < arguments.length; i++) {
                CallParameter parameter = parameters.get(i);
                Object argument = arguments[i];
                if (argument == null) {
                    continue;
                }
                if (parameter.spanAttribute() != null) {
                    onSpan(parameter, argument, call);
                }
                if (parameter.role() == ParameterRole.ITEMS) {
                    BatchItems.count(argument, call);
                }
                if (!wanted) {
                    continue;
                }
                switch (parameter.role()) {
                    case MASKED -> parameter.key().put(call, CallParameter.MASK);
                    case PROMPT -> prompts = true;
                    case INPUT, CONTEXT, EXPECTED -> {
                        encoding = encoding == null ? borrow(call.settings()) : encoding;
                        put(parameter.key(), encoding.attribute(argument), call);
                    }
                    default -> {}
                }
            }
            if (prompts) {
                encoding = encoding == null ? borrow(call.settings()) : encoding;
                chatHistory(encoding, prompts(parameters, arguments), call);
            }
        } finally {
            if (encoding != null) {
                giveBack(encoding, call);
            }
        }
    }

    private static @Nullable Object[] prompts(List<CallParameter> parameters, @Nullable Object[] arguments) {
        @Nullable Object[] prompts = new Object[arguments.length];
        for (int i = 0; i < parameters.size() && i < arguments.length; i++) {
            if (parameters.get(i).role() == ParameterRole.PROMPT) {
                Object prompt = arguments[i];
                prompts[i] = prompt == null ? null : OpenAiMessages.readable(prompt);
            }
        }
        return prompts;
    }

    private static void chatHistory(Encoding encoding, @Nullable Object[] prompts, RunningCall call) {
        String history = encoding.chatHistory(prompts);
        if (history != null) {
            call.put(HoneyHiveAttributes.CHAT_HISTORY, history);
            call.putOnSpan(GenAiAttributes.INPUT_MESSAGES, () -> ConventionMessages.input(history));
        }
    }

    private static void put(ContentKey key, @Nullable Object value, RunningCall call) {
        if (value != null) {
            key.put(call, value);
        }
    }

    /** Records a value under a key. */
    void put(ContentKey key, Object value, CallSettings settings, ContentSink sink) {
        Encoding encoding = borrow(settings);
        try {
            Object encoded = encoding.attribute(value);
            if (encoded != null) {
                key.put(sink, encoded);
            }
        } finally {
            giveBack(encoding, sink);
        }
    }

    /** For a call that HoneyHive shall not have: what its author wants on the span all the same. */
    <T> void captureOnSpan(
            CallMetadata metadata, Function<T, @Nullable Object[]> arguments, T given, RunningCall call) {
        @Nullable Object[] values = null;
        for (CallParameter parameter : metadata.parameters()) {
            if (parameter.spanAttribute() != null) {
                values = values == null ? arguments.apply(given) : values;
                Object argument = values[parameter.index()];
                if (argument != null) {
                    onSpan(parameter, argument, call);
                }
            }
        }
    }

    private void onSpan(CallParameter parameter, Object argument, RunningCall call) {
        SpanAttributeKey key = parameter.spanAttribute();
        if (key == null || parameter.role() == ParameterRole.NOT_CAPTURED) {
            return;
        }
        if (parameter.role() == ParameterRole.MASKED) {
            key.put(call.spanSink(), CallParameter.MASK);
            return;
        }
        Encoding encoding = encoder.borrow(LONGEST_NAME, 4, 20);
        try {
            Object value = encoding.attribute(argument);
            if (value != null) {
                key.put(call.spanSink(), value);
            }
        } finally {
            encoder.giveBack(encoding);
        }
    }

    Encoding borrow(CallSettings settings) {
        return encoder.borrow(settings.maxAttributeBytes(), settings.maxDepth(), settings.maxElements());
    }

    void giveBack(Encoding encoding, ContentSink call) {
        if (encoding.isCut()) {
            call.put(HoneyHiveAttributes.CONTENT_TRUNCATED, true);
        }
        encoder.giveBack(encoding);
    }

    /** An id or a name; {@code null} for none. */
    private @Nullable String name(@Nullable Object argument) {
        if (argument == null) {
            return null;
        }
        if (argument instanceof String text) {
            return text.isBlank() ? null : Texts.shorten(text, LONGEST_NAME);
        }
        Encoding encoding = encoder.borrow(LONGEST_NAME, 1, 1);
        try {
            Object value = encoding.attribute(argument);
            return value == null || value.toString().isBlank() ? null : value.toString();
        } finally {
            encoder.giveBack(encoding);
        }
    }
}
