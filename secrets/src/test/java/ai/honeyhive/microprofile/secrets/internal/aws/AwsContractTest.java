/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.aws.MotoAccount.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Secrets Manager and the token service as moto has them, with its checks of signatures and policies switched on: the
 * user of these tests may do what the documentation's policies allow, and nothing else.
 */
class AwsContractTest extends MotoContract {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static AwsStore store() {
        return new AwsStore(MotoServer.REGION, account.address(), TIMEOUT);
    }

    @Test
    void documented_policy_is_enough_and_without_it_nothing_is_read() throws Exception {
        try (AwsStore store = store()) {
            assertThat(store.read("prod/honeyhive", null).fields()).containsEntry("api-key", "hh_real");
            assertThat(store.read("prod/honeyhive", "AWSCURRENT").fields()).containsEntry("api-key", "hh_real");
        }
        account.nobody().use();
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
    }

    @Test
    void role_without_the_batch_right_still_reads() throws Exception {
        try (AwsStore store = store()) {
            store.readingSoon(new LinkedHashSet<>(List.of("prod/honeyhive", "prod/other")));
            assertThat(store.read("prod/honeyhive", null).fields()).containsEntry("api-key", "hh_real");
        }
    }

    @Test
    void wrong_and_unknown_keys_are_refused() {
        new Credentials(account.app().accessKey(), "canary-of-somebody-else").use();
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
        new Credentials("AKIACANARY", account.app().secretKey()).use();
        try (AwsStore store = store()) {
            assertRefused(store, "prod/honeyhive");
        }
    }

    private static void assertRefused(AwsStore store, String path) {
        assertThatThrownBy(() -> store.read(path, null))
                .isInstanceOfSatisfying(
                        SecretStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining(account.app().secretKey());
    }

    @Test
    void signed_identity_is_accepted_by_the_token_service_and_only_by_the_right_key() throws Exception {
        assertThat(ask(CallerIdentity.signed("", "vault.example")))
                .startsWith("HTTP/1.1 200")
                .contains("<Arn>arn:aws:iam::" + MotoServer.ACCOUNT + ":user/app</Arn>");
        new Credentials(account.app().accessKey(), "canary-of-somebody-else").use();
        assertThat(ask(CallerIdentity.signed("", "vault.example")))
                .startsWith("HTTP/1.1 403")
                .contains("SignatureDoesNotMatch");
    }

    /** As Vault passes it on: the very headers, the host among them, which Java's client would not let us set. */
    private static String ask(Map<String, String> login) throws IOException {
        String body = CallerIdentityTest.decode(login.get("iam_request_body"));
        String head = CallerIdentityTest.headers(login).entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String request = "POST / HTTP/1.1\r\n" + head + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), account.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
