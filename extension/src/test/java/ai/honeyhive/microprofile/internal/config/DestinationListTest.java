/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues and topics by name. */
class DestinationListTest {

    @Test
    void names_and_patterns() {
        DestinationList list = DestinationList.of(List.of("questions", "internal.*", "java:/queue/a+b"));

        assertThat(list.allows("questions")).isTrue();
        assertThat(list.allows("internal.orders")).isTrue();
        assertThat(list.allows("java:/queue/a+b")).isTrue();
        assertThat(list.allows("Questions")).isFalse();
        assertThat(list.allows("questions2")).isFalse();
        assertThat(list.allows("internalXorders")).isFalse();
        assertThat(list.allows("java:/queue/aab")).isFalse();
    }

    @Test
    void all_and_none() {
        assertThat(DestinationList.of(List.of("*")).allows("questions")).isTrue();
        assertThat(DestinationList.of(List.of("none")).allows("questions")).isFalse();
        assertThat(DestinationList.of(List.of("none")).allows("none")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "TRUE"})
    void switch_is_refused_since_it_would_name_a_queue(String entry) {
        assertThatThrownBy(() -> DestinationList.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("* for all, none for none");
        assertThatThrownBy(() -> DestinationList.of(List.of("questions", entry)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void none_beside_something_else_is_refused() {
        assertThatThrownBy(() -> DestinationList.of(List.of("none", "questions")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
