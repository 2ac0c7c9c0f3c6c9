/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.Answer;
import ai.honeyhive.examples.shared.Assistant;
import ai.honeyhive.examples.shared.Drafts;
import ai.honeyhive.examples.shared.Listener;
import ai.honeyhive.examples.shared.Passage;
import ai.honeyhive.examples.shared.Prompts;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.SessionId;
import ai.honeyhive.microprofile.UserId;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionSystemMessageParam;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One question, from the search over the model and its tools to the answer. */
@ApplicationScoped
public class HandbookAssistant implements Assistant {

    private static final int PASSAGES = 4;
    private static final int ROUNDS = 3;

    @Inject
    @ConfigProperty(name = "assistant.model.name")
    String modelName;

    @Inject
    HoneyHive honeyHive;

    @Inject
    Search search;

    @Inject
    Model model;

    @Inject
    Tools tools;

    @Inject
    Answers answers;

    @Override
    @LLMTraced(name = "ask the handbook")
    public Answer ask(
            String question, @SessionId String conversation, @UserId String user, @NotCaptured Listener listener) {
        List<Passage> passages = search.nearest(question, PASSAGES);
        List<ChatCompletionMessageParam> messages = new ArrayList<>();
        messages.add(ChatCompletionMessageParam.ofSystem(ChatCompletionSystemMessageParam.builder()
                .content(Prompts.SYSTEM)
                .build()));
        messages.add(user(Prompts.user(question, passages)));
        List<String> sources =
                new ArrayList<>(passages.stream().map(Passage::quoted).toList());

        Drafts drafts = new Drafts(converse(messages, sources, listener), () -> {
            listener.again();
            messages.add(user(Prompts.AGAIN));
            return converse(messages, sources, listener);
        });
        String text = answers.supported(question, sources, drafts);
        return new Answer(text, modelName, honeyHive.currentEvent().id(), passages);
    }

    @Override
    public void feedback(String event, boolean good) {
        honeyHive.feedback(event, "thumbs_up", good);
    }

    /** Asks the model, and does what it asks for, until it answers. What the tools say is a source of the answer too. */
    private String converse(List<ChatCompletionMessageParam> messages, List<String> sources, Listener listener) {
        ChatCompletion completion = listen(messages, listener);
        for (int round = 1; !toolCalls(completion).isEmpty() && round < ROUNDS; round++) {
            messages.add(
                    ChatCompletionMessageParam.ofAssistant(message(completion).toParam()));
            for (ChatCompletionMessageToolCall call : toolCalls(completion)) {
                String result = run(call.asFunction());
                sources.add(result);
                messages.add(ChatCompletionMessageParam.ofTool(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content(result)
                        .build()));
            }
            completion = listen(messages, listener);
        }

        messages.add(ChatCompletionMessageParam.ofAssistant(message(completion).toParam()));
        return message(completion).content().orElse("");
    }

    /** Hands on what the model says while it says it, and returns the whole. */
    private ChatCompletion listen(List<ChatCompletionMessageParam> messages, Listener listener) {
        try (Stream<Object> pieces = model.chat(messages)) {
            ChatCompletion whole = null;
            for (Iterator<Object> each = pieces.iterator(); each.hasNext(); ) {
                Object piece = each.next();
                if (piece instanceof ChatCompletion completion) {
                    whole = completion;
                } else {
                    listener.piece((String) piece);
                }
            }
            return whole;
        }
    }

    private String run(ChatCompletionMessageFunctionToolCall call) {
        return tools.countPages(call.function().arguments(Tools.CountPages.class).term);
    }

    private static ChatCompletionMessageParam user(String text) {
        return ChatCompletionMessageParam.ofUser(
                ChatCompletionUserMessageParam.builder().content(text).build());
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().get(0).message();
    }

    private static List<ChatCompletionMessageToolCall> toolCalls(ChatCompletion completion) {
        return message(completion).toolCalls().orElse(List.of());
    }
}
