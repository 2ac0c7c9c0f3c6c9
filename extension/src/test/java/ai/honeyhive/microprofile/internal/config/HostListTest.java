/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "user-service",
                "users.production.svc",
                "users.production.svc.cluster.local",
                "db.internal",
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "[::1]",
                "::1",
                "[fd12:3456:789a::1]"
            })
    void private_means_what_only_the_own_network_can_mean(String host) {
        assertThat(HostList.of(List.of("private")).allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com",
                "internal.example.com",
                "local.example",
                "172.32.0.1",
                "11.0.0.1",
                "169.254.169.254",
                "2130706433",
                "0x7f000001",
                "127.0.0.1.example.com",
                "[2606:4700::1111]",
                "[fe80::1]",
                ""
            })
    void private_means_nothing_else(String host) {
        assertThat(HostList.of(List.of("private")).allows(host)).isFalse();
    }

    @Test
    void names_and_names_below_a_domain() {
        HostList hosts = HostList.of(List.of("llm.example.com", "*.Corp.example"));

        assertThat(hosts.allows("LLM.example.com")).isTrue();
        assertThat(hosts.allows("a.b.corp.example")).isTrue();
        assertThat(hosts.allows("corp.example")).isFalse();
        assertThat(hosts.allows("evilcorp.example")).isFalse();
        assertThat(hosts.allows("x.llm.example.com")).isFalse();
        assertThat(hosts.allows("localhost")).isFalse();
    }

    @Test
    void all_and_none() {
        assertThat(HostList.of(List.of("*")).allows("api.openai.com")).isTrue();
        assertThat(HostList.of(List.of("none")).allows("localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host", "host:80", "a b", "*x", "x.*", "-host"})
    void what_is_no_host_is_refused(String entry) {
        assertThatThrownBy(() -> HostList.of(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(entry);
    }

    @Test
    void none_beside_something_else_is_refused() {
        assertThatThrownBy(() -> HostList.of(List.of("none", "localhost")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
