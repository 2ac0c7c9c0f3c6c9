/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

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
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One question, from the search over the model and its tools to the answer. */
@ApplicationScoped
public class HandbookAssistant implements Assistant {

    private static final int PASSAGES = 4;
    private static final int ROUNDS = 3;
    private static final List<ToolSpecification> TOOLS = ToolSpecifications.toolSpecificationsFrom(Tools.class);

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
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(Prompts.SYSTEM));
        messages.add(UserMessage.from(Prompts.user(question, passages)));

        List<String> sources =
                new ArrayList<>(passages.stream().map(Passage::quoted).toList());

        Drafts drafts = new Drafts(converse(messages, sources, listener), () -> {
            listener.again();
            messages.add(UserMessage.from(Prompts.AGAIN));
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
    private String converse(List<ChatMessage> messages, List<String> sources, Listener listener) {
        ChatResponse response = listen(messages, listener);
        for (int round = 1; response.aiMessage().hasToolExecutionRequests() && round < ROUNDS; round++) {
            messages.add(response.aiMessage());
            for (ToolExecutionRequest request : response.aiMessage().toolExecutionRequests()) {
                String result = run(request);
                sources.add(result);
                messages.add(ToolExecutionResultMessage.from(request, result));
            }
            response = listen(messages, listener);
        }

        messages.add(response.aiMessage());
        return response.aiMessage().text();
    }

    /** Hands on what the model says while it says it, and returns the whole. */
    private ChatResponse listen(List<ChatMessage> messages, Listener listener) {
        ChatResponse whole = null;
        for (Object piece : model.chat(messages, TOOLS).subscribe().asIterable()) {
            if (piece instanceof ChatResponse response) {
                whole = response;
            } else {
                listener.piece((String) piece);
            }
        }
        return whole;
    }

    private String run(ToolExecutionRequest request) {
        for (Method method : Tools.class.getMethods()) {
            if (method.isAnnotationPresent(Tool.class) && method.getName().equals(request.name())) {
                return new DefaultToolExecutor(tools, method).execute(request, null);
            }
        }
        return "There is no tool " + request.name();
    }
}
