/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReflectedTest {

    @Test
    void gettersThatThrow_leaveTheRestReadable() {
        ModelResult found = Extracted.from(new Throwing());

        assertThat(found.text()).isEqualTo("still here");
        assertThat(found.inputTokens()).isNull();
        assertThat(found.finishReasons()).isEmpty();
    }

    @Test
    void otherClasses_areNotClaimed() {
        for (ResultExtractor each : ServiceLoader.load(ResultExtractor.class)) {
            assertThat(each.supports(String.class)).isFalse();
            assertThat(each.supports(AiMessage.class)).isFalse();
            assertThat(each.supports(Map.class)).isFalse();
        }
        assertThat(ServiceLoader.load(ResultExtractor.class)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden", "make", "nothing", "withParameter", "unknown"})
    void whatIsNoPublicGetter_isAbsent(String name) {
        Getters target = new Getters();

        assertThat(Reflected.of(target).get(name).isPresent()).isFalse();
        assertThat(target.called).isFalse();
    }

    @Test
    void getterOfANonPublicClass_isReachedThroughItsPublicSupertype() {
        Supplier<String> hidden = new Hidden();

        assertThat(Reflected.of(hidden).get("get").text()).isEqualTo("reached");
        assertThat(Reflected.of(hidden).get("own").isPresent()).isFalse();
    }

    @Test
    void optional_isUnwrapped() {
        assertThat(Reflected.of(new Getters()).get("some").text()).isEqualTo("some");
        assertThat(Reflected.of(new Getters()).get("none").isPresent()).isFalse();
    }

    @Test
    void chainFromAnAbsentValue_staysAbsent() {
        Reflected end = Reflected.of(null).get("some").get("thing");

        assertThat(end.text()).isNull();
        assertThat(end.number()).isNull();
        assertThat(end.list()).isEmpty();
    }

    public static final class Getters {
        private boolean called;

        public Optional<String> some() {
            return Optional.of("some");
        }

        public Optional<String> none() {
            return Optional.empty();
        }

        public static String make() {
            return "static";
        }

        public void nothing() {
            called = true;
        }

        public String withParameter(String parameter) {
            called = true;
            return parameter;
        }

        String hidden() {
            called = true;
            return "hidden";
        }
    }

    static final class Hidden implements Supplier<String> {
        @Override
        public String get() {
            return "reached";
        }

        public String own() {
            return "not reached";
        }
    }

    /** A proxy or test double of an application may do anything. */
    private static final class Throwing extends Response<AiMessage> {

        Throwing() {
            super(AiMessage.from("still here"));
        }

        @Override
        public TokenUsage tokenUsage() {
            throw new NoClassDefFoundError("a library that is half there");
        }

        @Override
        public FinishReason finishReason() {
            throw new IllegalStateException("not streamed yet");
        }
    }
}
