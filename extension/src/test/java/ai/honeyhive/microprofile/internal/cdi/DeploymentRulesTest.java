/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.Kind;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Method;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Parameter;
import ai.honeyhive.microprofile.internal.cdi.TracedType.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentRulesTest {

    private static final Trace PLAIN = new Trace("", Kind.CHAIN, "", "", "", List.of(), List.of());

    private static final Trace BATCH = new Trace("", Kind.BATCH, "", "", "", List.of(), List.of());

    private final DeploymentRules rules = new DeploymentRules();

    @Test
    void sound_bean_passes_silently() {
        rules.checkBean(bean(
                null,
                method(
                        new Trace("ask", Kind.MODEL, "openai", "gpt", "", List.of(), List.of()),
                        parameter("java.lang.String", Role.PROMPT),
                        parameter("java.util.UUID", Role.SESSION_ID, Role.USER_ID),
                        parameter("shop.ModelId", Role.MODEL_NAME),
                        parameter("java.util.List", Role.RETRIEVED_CONTEXT),
                        parameter("java.util.List", Role.RETRIEVED_CONTEXT),
                        parameter("byte[]", Role.NOT_CAPTURED))));

        assertThat(rules.errors()).isEmpty();
        assertThat(rules.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,false,false,private", "false,true,false,static", "false,false,true,final"})
    void annotated_method_that_cannot_be_intercepted_is_an_error(
            boolean isPrivate, boolean isStatic, boolean isFinal, String word) {
        rules.checkBean(bean(null, new Method("ask()", isPrivate, isStatic, isFinal, "void", PLAIN, List.of())));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-001 shop.Bot.ask()")
                .contains("Remove " + word);
    }

    @ParameterizedTest
    @CsvSource({"true,false,false,0", "false,true,false,0", "false,false,true,1", "true,false,true,0"})
    void class_level_annotation_means_business_methods_only(
            boolean isPrivate, boolean isStatic, boolean isFinal, int errors) {
        rules.checkBean(bean(PLAIN, new Method("ask()", isPrivate, isStatic, isFinal, "void", null, List.of())));

        assertThat(rules.errors()).hasSize(errors);
    }

    @Test
    void final_class_is_an_error_once() {
        rules.checkBean(new TracedType("shop.Bot", true, false, PLAIN, List.of(method(PLAIN), method(null))));

        assertThat(rules.errors()).singleElement().asString().startsWith("HONEYHIVE-001 shop.Bot:");
    }

    @ParameterizedTest
    @CsvSource({"CHAIN,openai,''", "TOOL,'',gpt", "RETRIEVAL,openai,gpt", "WORKFLOW,'',gpt"})
    void model_on_a_kind_without_model_is_an_error(Kind kind, String provider, String model) {
        rules.checkBean(bean(null, method(new Trace("", kind, provider, model, "", List.of(), List.of()))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-004 shop.Bot.ask()")
                .contains(kind.name());
    }

    @Test
    void blank_members_are_errors() {
        rules.checkBean(bean(null, method(new Trace(" ", Kind.MODEL, "\t", " ", "  ", List.of(), List.of()))));

        assertThat(rules.errors()).hasSize(4).allMatch(error -> error.startsWith("HONEYHIVE-004"));
        assertThat(rules.tracers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROMPT", "SESSION_ID", "USER_ID", "MODEL_NAME"})
    void role_given_twice_is_an_error(Role role) {
        rules.checkBean(
                bean(null, method(PLAIN, parameter("java.lang.String", role), parameter("java.lang.String", role))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-005")
                .contains(role.typed());
    }

    @ParameterizedTest
    @CsvSource({"NOT_CAPTURED,PROMPT", "MASKED,SESSION_ID", "MASKED,NOT_CAPTURED", "NOT_CAPTURED,RETRIEVED_CONTEXT"})
    void hiding_and_sending_one_parameter_is_an_error(Role hiding, Role other) {
        rules.checkBean(bean(null, method(PLAIN, parameter("java.lang.String", hiding, other))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-005")
                .contains(hiding.typed(), other.typed());
    }

    @ParameterizedTest
    @CsvSource({"byte[],SESSION_ID", "java.util.List,USER_ID", "java.util.Optional,MODEL_NAME", "boolean,SESSION_ID"})
    void role_on_a_type_that_is_no_short_value_is_an_error(String type, Role role) {
        rules.checkBean(bean(null, method(PLAIN, parameter(type, role))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-006")
                .contains(type, role.typed());
    }

    @Test
    void interceptor_that_is_annotated_is_an_error() {
        rules.checkInterceptorOrDecorator(bean(null, method(PLAIN)));
        rules.checkInterceptorOrDecorator(bean(null, method(null)));

        assertThat(rules.errors()).singleElement().asString().startsWith("HONEYHIVE-002 shop.Bot");
    }

    @Test
    void unknown_tracer_is_an_error_at_each_place() {
        rules.checkBean(bean(new Trace("", Kind.CHAIN, "", "", "paiments", List.of(), List.of()), method(null)));
        rules.checkBean(bean(null, method(new Trace("", Kind.CHAIN, "", "", "paiments", List.of(), List.of()))));
        rules.checkBean(bean(null, method(new Trace("", Kind.CHAIN, "", "", "payments", List.of(), List.of()))));
        rules.checkTracers(Set.of("payments"));

        assertThat(rules.errors())
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .startsWith("HONEYHIVE-003 shop.Bot")
                        .contains("honeyhive.tracer.paiments.api-key", "payments"));
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.List,0",
        "java.util.stream.Stream,0",
        "shop.Ticket[],0",
        "shop.Tickets,0",
        "java.lang.String,1",
        "java.util.Map,1",
        "int,1"
    })
    void batch_needs_a_parameter_with_items(String type, int errors) {
        rules.checkBean(bean(null, method(BATCH, parameter(type), parameter("java.lang.String"))));

        assertThat(rules.errors())
                .hasSize(errors)
                .allSatisfy(error -> assertThat(error)
                        .startsWith("HONEYHIVE-009 shop.Bot.ask()")
                        .contains("a collection, an array or a stream"));
    }

    @Test
    void batch_with_two_parameters_that_could_be_the_items_is_an_error() {
        rules.checkBean(bean(null, method(BATCH, parameter("java.util.List"), parameter("java.util.Set"))));
        rules.checkBean(
                bean(null, method(BATCH, parameter("java.util.List"), parameter("java.util.Set", Role.NOT_CAPTURED))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-009 shop.Bot.ask()")
                .contains("2 parameters", "@NotCaptured");
    }

    @Test
    void batch_whose_items_have_a_role_is_an_error() {
        rules.checkBean(bean(null, method(BATCH, parameter("java.util.List", Role.PROMPT))));

        assertThat(rules.errors()).singleElement().asString().startsWith("HONEYHIVE-009");
    }

    @Test
    void batch_that_is_evaluated_or_gated_is_an_error() {
        rules.checkBean(bean(null, method(BATCH.evaluatedBy(List.of("critique")), parameter("java.util.List"))));

        assertThat(rules.errors())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-009")
                .contains("@Evaluated", "one item");
    }

    @Test
    void role_without_tracing_is_a_warning() {
        rules.checkBean(bean(null, method(null, parameter("java.lang.String", Role.PROMPT))));

        assertThat(rules.errors()).isEmpty();
        assertThat(rules.warnings())
                .singleElement()
                .asString()
                .startsWith("HONEYHIVE-101 shop.Bot.ask()")
                .contains("@Prompt");
    }

    @Test
    void traced_class_without_bean_is_a_warning() {
        rules.checkNoBean(bean(null, method(PLAIN)));
        rules.checkNoBean(new TracedType("shop.Api", false, true, PLAIN, List.of()));
        rules.checkNoBean(bean(null, method(null)));

        assertThat(rules.warnings()).hasSize(2).allMatch(warning -> warning.startsWith("HONEYHIVE-102 shop."));
    }

    @Test
    void report_has_all_errors() {
        assertThat(DeploymentRules.report(Set.of("HONEYHIVE-001 a")))
                .isEqualTo("HoneyHive found 1 problem in this application:\n  HONEYHIVE-001 a");
    }

    private static TracedType bean(Trace trace, Method... methods) {
        return new TracedType("shop.Bot", false, false, trace, Arrays.asList(methods));
    }

    private static Method method(Trace trace, Parameter... parameters) {
        return new Method("ask()", false, false, false, "void", trace, List.of(parameters));
    }

    private static Parameter parameter(String type, Role... roles) {
        return new Parameter(type, Set.of(roles));
    }
}
