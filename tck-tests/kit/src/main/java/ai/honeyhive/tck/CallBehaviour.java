/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one call becomes, and how calls hang together. */
public interface CallBehaviour extends Kit {

    @Test
    default void tracedCall_isOneEventUnderTheIdsThatTheCodeSees() {
        Visit visit = visit("answer", Map.of("question", "How high is Porto?"));

        Arrival event = eventOf(visit, "Assistant.answer");

        assertThat(event.eventName()).isEqualTo("Assistant.answer");
        assertThat(event.eventType()).isEqualTo("chain");
        assertThat(event.attribute("honeyhive_inputs.question")).isEqualTo("How high is Porto?");
        assertThat(event.attribute("honeyhive_inputs.call")).isEqualTo(visit.call());
        assertThat(event.attribute("honeyhive_outputs.result")).isEqualTo("The answer to: How high is Porto?");
        assertThat(event.attribute("honeyhive_error")).isEmpty();
        assertThat(eventsUpToNow())
                .filteredOn(other -> other.attribute("honeyhive_inputs.call").equals(visit.call()))
                .as("exactly one event a call")
                .hasSize(1);
    }

    @Test
    default void methodWithoutAnnotation_isNotRecorded() {
        Visit visit = visit("mumble", Map.of("question", "unheard"));

        assertThat(visit.said("result")).isEqualTo("unheard");
        assertThat(eventsUpToNow())
                .noneMatch(event -> event.attribute("honeyhive_inputs.call").equals(visit.call()));
    }

    @Test
    default void nestedCalls_hangUnderTheirCaller() {
        Visit visit = visit("advise", Map.of("question", "How do I get up the hill?"));

        Arrival agent = eventOf(visit, "travel-agent");
        List<Arrival> below =
                List.of(eventOf(visit, "library"), eventOf(visit, "weather"), eventOf(visit, "travel-model"));

        assertThat(below)
                .allSatisfy(event -> assertThat(event.parentId()).isEqualTo(agent.spanId()))
                .allSatisfy(event -> assertThat(event.traceId()).isEqualTo(agent.traceId()))
                .extracting(Arrival::eventType)
                .containsExactly("tool", "tool", "model");
        assertThat(agent.eventType()).isEqualTo("chain");
    }

    @Test
    default void kindOfACall_decidesItsStandardAttributes() {
        Visit visit = visit("advise", Map.of("question", "Tram or taxi?"));

        assertThat(eventOf(visit, "travel-agent").attribute("gen_ai.operation.name"))
                .isEqualTo("invoke_agent");
        assertThat(eventOf(visit, "library").attribute("gen_ai.operation.name")).isEqualTo("retrieval");
        Arrival tool = eventOf(visit, "weather");
        assertThat(tool.attribute("gen_ai.operation.name")).isEqualTo("execute_tool");
        assertThat(tool.attribute("gen_ai.tool.name")).isEqualTo("weather");
        Arrival model = eventOf(visit, "travel-model");
        assertThat(model.attribute("gen_ai.operation.name")).isEqualTo("chat");
        assertThat(model.attribute("gen_ai.provider.name")).isEqualTo("openai");
        assertThat(model.attribute("gen_ai.request.model")).isEqualTo("gpt-4o-mini");
    }

    @Test
    default void annotationOnTheClass_standsForEachMethodUnlessTheMethodHasItsOwn() {
        Visit visit = visit("class");

        assertThat(eventOf(visit, "Newsroom.draft").eventName()).isEqualTo("Newsroom.draft");
        assertThat(eventOf(visit, "Newsroom.draft").attribute("gen_ai.operation.name"))
                .isEqualTo("invoke_workflow");
        Arrival check = eventOf(visit, "fact-check");
        assertThat(check.eventName()).isEqualTo("fact-check");
        assertThat(check.eventType()).isEqualTo("tool");
        assertThat(eventsUpToNow())
                .filteredOn(other -> other.attribute("honeyhive_inputs.call").equals(visit.call()))
                .hasSize(2);
    }

    @Test
    default void annotationOnAStereotype_standsForTheBean() {
        Visit visit = visit("stereotype");

        Arrival event = eventOf(visit, "Calculator.add");

        assertThat(event.eventName()).isEqualTo("Calculator.add");
        assertThat(event.eventType()).isEqualTo("tool");
        assertThat(event.attribute("honeyhive_inputs.a")).isEqualTo("40");
        assertThat(event.attribute("honeyhive_outputs.result")).isEqualTo("42");
    }

    @Test
    default void failedCall_carriesTheErrorAndThrowsTheSameObject() {
        Visit visit = visit("late/fail");

        Arrival event = eventOf(visit, "Troubled.fail");

        assertThat(visit.said("same")).isEqualTo("true");
        assertThat(event.attribute("honeyhive_error")).contains("no model for " + visit.call());
        assertThat(event.attribute("error.type")).isEqualTo("ai.honeyhive.tck.application.Troubled$ModelUnavailable");
        assertThat(event.status()).isEqualTo("ERROR");
    }
}
