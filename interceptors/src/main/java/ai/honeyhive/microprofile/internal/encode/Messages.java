/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.encode;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prompts as a chat history in HoneyHive's form. Where not all of it fits, the oldest messages go: the question stands at
 * the end. Not thread-safe.
 */
final class Messages {

    private static final String USER = "user";

    private final Encoding encoding;
    private final JsonWriter writer;
    private final MessageShapes shapes;

    Messages(Encoding encoding, JsonWriter writer, MessageShapes shapes) {
        this.encoding = encoding;
        this.writer = writer;
        this.shapes = shapes;
    }

    @Nullable
    String chatHistory(@Nullable Object[] prompts) {
        List<Object> messages = new ArrayList<>();
        for (Object prompt : prompts) {
            collect(prompt, messages, 0);
        }
        if (messages.isEmpty()) {
            return null;
        }
        encoding.renewBudget();
        boolean complete = write(messages);
        while (!complete && messages.size() > 1) {
            // The first one, often the system's instructions, goes last but one.
            int oldest = messages.size() == 2 ? 0 : 1;
            int count = Math.max((messages.size() - oldest) / 2, 1);
            messages.subList(oldest, oldest + count).clear();
            complete = write(messages);
            encoding.noteCut();
        }
        return encoding.finish();
    }

    /** A prompt is a message, a text, or several of these in a list, an array or a request object. */
    private void collect(@Nullable Object prompt, List<Object> messages, int depth) {
        Object plain = Encoding.unwrap(prompt);
        if (plain == null) {
            return;
        }
        try {
            Object several = depth > 2 ? null : several(plain);
            if (several == null) {
                messages.add(plain);
            } else if (several instanceof Collection<?> elements) {
                for (Object element : elements) {
                    if (encoding.isOverBudget()) {
                        encoding.noteCut();
                        break;
                    }
                    makeRoom(messages);
                    collect(element, messages, depth + 1);
                }
            } else {
                for (int i = 0; i < Array.getLength(several); i++) {
                    makeRoom(messages);
                    collect(Array.get(several, i), messages, depth + 1);
                }
            }
        } catch (Throwable thrown) {
            messages.add(Encoding.thrown(thrown));
        }
    }

    private void makeRoom(List<Object> messages) {
        if (messages.size() >= Math.max(encoding.maxElements(), 2)) {
            messages.remove(1);
            encoding.noteCut();
        }
    }

    private @Nullable Object several(Object prompt) throws Throwable {
        if (prompt instanceof Object[]) {
            return prompt;
        }
        if (prompt instanceof Map<?, ?> map) {
            return map.containsKey("role") ? null : collection(map.get("messages"));
        }
        if (prompt instanceof Collection<?>) {
            return encoding.isUntouchable(prompt) ? null : prompt;
        }
        if (prompt instanceof CharSequence) {
            return null;
        }
        MessageShape shape = shapes.of(prompt.getClass());
        return shape.isMessage() ? null : collection(MessageShape.get(shape.messages(), prompt));
    }

    private static @Nullable Object collection(@Nullable Object value) {
        return value instanceof Collection<?> ? value : null;
    }

    /** Whether all of it has found room. */
    private boolean write(List<Object> messages) {
        encoding.startOver();
        writer.beginArray();
        for (Object message : messages) {
            if (!writer.element()) {
                break;
            }
            JsonWriter.Mark mark = writer.mark();
            try {
                writeMessage(message);
            } catch (Throwable thrown) {
                writer.back(mark);
                writeText(Encoding.thrown(thrown));
            }
        }
        writer.endArray();
        return !writer.isCut();
    }

    private void writeMessage(Object message) throws Throwable {
        if (message instanceof CharSequence text) {
            writeText(encoding.safeText(text));
        } else if (message instanceof Map<?, ?> map) {
            if (map.containsKey("role")) {
                encoding.write(map, 1);
            } else {
                writeContent(map);
            }
        } else {
            MessageShape shape = shapes.of(message.getClass());
            if (shape.isMessage()) {
                writeMessage(message, shape);
            } else {
                writeContent(message);
            }
        }
    }

    private void writeText(String text) {
        begin(USER);
        if (writer.key("content")) {
            writer.string(text);
        }
        writer.endObject();
    }

    /** What is no message is said by the user. */
    private void writeContent(Object content) {
        begin(USER);
        if (writer.key("content")) {
            encoding.write(content, 2);
        }
        writer.endObject();
    }

    private void begin(String role) {
        writer.beginObject();
        if (writer.key("role")) {
            writer.string(role);
        }
    }

    private void writeMessage(Object message, MessageShape shape) throws Throwable {
        begin(role(MessageShape.get(shape.role(), message)));
        Object content = MessageShape.get(shape.content(), message);
        if (writer.key("content")) {
            if (content instanceof Collection<?> parts && !encoding.isUntouchable(content)) {
                writer.string(joined(parts));
            } else {
                encoding.write(content, 2);
            }
        }
        if (MessageShape.get(shape.toolCalls(), message) instanceof Collection<?> calls
                && !calls.isEmpty()
                && writer.key("tool_calls")) {
            writeToolCalls(calls);
        }
        Object answered = MessageShape.get(shape.toolCallId(), message);
        if (answered != null && writer.key("tool_call_id")) {
            writer.string(encoding.safeText(answered));
        }
        writer.endObject();
    }

    private String role(@Nullable Object role) {
        String name = encoding.safeText(role).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "human" -> USER;
            case "ai" -> "assistant";
            case "tool_execution_result" -> "tool";
            default -> name;
        };
    }

    /** The texts of a message of several parts; for what is no text, an image say, its class stands. */
    private String joined(Collection<?> parts) throws Throwable {
        StringBuilder joined = new StringBuilder();
        for (Object part : parts) {
            if (encoding.isLate()) {
                break;
            }
            joined.append(joined.length() == 0 ? "" : "\n").append(text(part));
        }
        return joined.toString();
    }

    private String text(@Nullable Object part) throws Throwable {
        if (part instanceof Map<?, ?> map) {
            Object text = map.get("text");
            return text instanceof CharSequence ? encoding.safeText(text) : "<" + map.get("type") + ">";
        }
        if (part == null || part instanceof CharSequence) {
            return part == null ? "" : encoding.safeText(part);
        }
        Object text = MessageShape.get(shapes.of(part.getClass()).content(), part);
        return text instanceof CharSequence
                ? encoding.safeText(text)
                : "<" + part.getClass().getSimpleName() + ">";
    }

    private void writeToolCalls(Collection<?> calls) throws Throwable {
        writer.beginArray();
        for (Object call : calls) {
            if (encoding.isLate() || !writer.element()) {
                break;
            }
            MessageShape shape = call == null ? MessageShape.NONE : shapes.of(call.getClass());
            if (call != null && shape.isToolCall()) {
                writeToolCall(call, shape);
            } else {
                encoding.write(call, 3);
            }
        }
        writer.endArray();
    }

    private void writeToolCall(Object call, MessageShape shape) throws Throwable {
        writer.beginObject();
        writeMember("id", MessageShape.get(shape.id(), call));
        writeMember("type", "function");
        if (writer.key("function")) {
            writer.beginObject();
            writeMember("name", MessageShape.get(shape.name(), call));
            writeMember("arguments", MessageShape.get(shape.arguments(), call));
            writer.endObject();
        }
        writer.endObject();
    }

    private void writeMember(String key, @Nullable Object value) {
        if (value != null && writer.key(key)) {
            encoding.write(value, 5);
        }
    }
}
