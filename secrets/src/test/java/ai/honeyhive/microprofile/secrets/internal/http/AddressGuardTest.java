/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault.example:8200",
                "http://127.0.0.2:8200",
                "http://localhost.example",
                "ftp://vault.example",
                "vault.example:8200",
                "https://",
                "https://user:canary@vault.example",
                "https://vault.example/?token=canary",
                "https://vault.example/#canary",
                "https://vault example",
                ""
            })
    void address_that_is_none_or_travels_in_clear_is_refused_by_name(String address) {
        assertThatThrownBy(() -> AddressGuard.parse("the.property", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the.property")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://vault.example:8200", "http://localhost:8200", "http://127.0.0.1", "http://[::1]:8100"})
    void encrypted_and_local_addresses_are_allowed(String address) {
        assertThat(AddressGuard.parse("the.property", address)).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "100.100.100.200",
                "fd00:ec2::254",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "::ffff:169.254.169.254"
            })
    void metadata_and_link_local_addresses_are_refused(String address) throws Exception {
        assertThat(AddressGuard.isRefused(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "192.168.1.1", "100.64.0.1", "8.8.8.8", "fd12:3456::1", "::1"})
    void addresses_that_a_store_may_have_are_not(String address) throws Exception {
        assertThat(AddressGuard.isRefused(InetAddress.getAllByName(address)[0])).isFalse();
    }

    @Test
    void host_that_is_an_address_of_a_metadata_service_is_never_connected_to() {
        assertThatThrownBy(() -> AddressGuard.check(URI.create("https://169.254.169.254:1/")))
                .hasMessageContaining("refused");
    }
}
