/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.Answer;
import ai.honeyhive.examples.shared.Assistant;
import ai.honeyhive.examples.shared.LexicalSupport;
import ai.honeyhive.examples.shared.Passage;
import ai.honeyhive.examples.shared.Prompts;
import ai.honeyhive.microprofile.HoneyHive;
import ai.honeyhive.microprofile.LLMTraced;
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
import java.util.List;

/** One question, from the search over the model and its tools to the answer. */
@ApplicationScoped
public class HandbookAssistant implements Assistant {

    private static final int PASSAGES = 4;
    private static final int ROUNDS = 3;

    @Inject
    HoneyHive honeyHive;

    @Inject
    Search search;

    @Inject
    Model model;

    @Inject
    Tools tools;

    @Override
    @LLMTraced(name = "ask the handbook")
    public Answer ask(String question, @SessionId String conversation, @UserId String user) {
        List<Passage> passages = search.nearest(question, PASSAGES);
        List<ChatCompletionMessageParam> messages = new ArrayList<>();
        messages.add(ChatCompletionMessageParam.ofSystem(ChatCompletionSystemMessageParam.builder()
                .content(Prompts.SYSTEM)
                .build()));
        messages.add(ChatCompletionMessageParam.ofUser(ChatCompletionUserMessageParam.builder()
                .content(Prompts.user(question, passages))
                .build()));

        ChatCompletion completion = model.chat(messages);
        for (int round = 1; !toolCalls(completion).isEmpty() && round < ROUNDS; round++) {
            messages.add(
                    ChatCompletionMessageParam.ofAssistant(message(completion).toParam()));
            for (ChatCompletionMessageToolCall call : toolCalls(completion)) {
                messages.add(ChatCompletionMessageParam.ofTool(run(call.asFunction())));
            }
            completion = model.chat(messages);
        }

        String text = message(completion).content().orElse("");
        double support = LexicalSupport.of(text, passages);
        honeyHive.currentEvent().metric("lexical_support", support);
        return new Answer(text, completion.model(), support, passages);
    }

    private ChatCompletionToolMessageParam run(ChatCompletionMessageFunctionToolCall call) {
        Tools.CountPages arguments = call.function().arguments(Tools.CountPages.class);
        return ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content(tools.countPages(arguments.term))
                .build();
    }

    private static ChatCompletionMessage message(ChatCompletion completion) {
        return completion.choices().get(0).message();
    }

    private static List<ChatCompletionMessageToolCall> toolCalls(ChatCompletion completion) {
        return message(completion).toolCalls().orElse(List.of());
    }
}
