/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What must hold of the secrets module on every server that a WAR is deployed to. */
public abstract class SecretsKit {

    private static final Path SECRETS = Artifacts.target().resolve("kit-secrets");
    private static final List<String> AWKWARD = List.of(
            "pa${ss}w",
            "p$$w",
            "${unclosed",
            "${unclosed ${closed}",
            "${}",
            "${closed} ${unclosed",
            "$",
            "\\",
            "\\${x}",
            "\\\\$",
            "{brace}",
            "\\{x\\}",
            "a,b,c",
            "inner  blanks",
            "two\nlines",
            "emoji 😀",
            "x".repeat(64 * 1024));

    private final HttpClient client = HttpClient.newHttpClient();

    /** Where the server has put the application. */
    protected abstract URI application();

    /** The application, and secrets in files beside the server. */
    protected static WebArchive war() {
        return KitWar.of("secrets.war", properties())
                .addAsLibraries(Artifacts.jar("honeyhive-secrets").toFile());
    }

    /** Its configuration. */
    protected static String properties() {
        StringBuilder properties = new StringBuilder("honeyhive.secrets.store.file.directory=" + SECRETS
                + "\nhoneyhive.secrets.store.file.refresh=100ms\nhoneyhive.secrets.map.kit.rotated=file:rotated\n"
                + "kit.sentence=It is ${kit.rotated}.\n");
        write("rotated", "canary-one");
        for (int i = 0; i < AWKWARD.size(); i++) {
            write("awkward-" + i, AWKWARD.get(i));
            properties.append("honeyhive.secrets.map.kit.awkward-%1$d=file:awkward-%1$d%n".formatted(i));
        }
        return Mode.OFF.properties(Console.shared().url()) + "\n" + properties;
    }

    @Test
    void awkward_values_come_out_as_they_are() throws Exception {
        for (int i = 0; i < AWKWARD.size(); i++) {
            assertThat(get("configured?name=kit.awkward-" + i)).isEqualTo(AWKWARD.get(i));
        }
    }

    @Test
    void rotated_secret_arrives_without_a_restart_also_inside_an_expression() {
        write("rotated", "canary-two");
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(get("configured?name=kit.rotated")).isEqualTo("canary-two"));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(get("configured?name=kit.sentence")).isEqualTo("It is canary-two."));
    }

    @Test
    void listed_properties_show_names_and_no_values() throws Exception {
        assertThat(get("configured/listed")).contains("kit.rotated=****").doesNotContain("canary");
    }

    private String get(String path) throws IOException, InterruptedException {
        String root = application().toString();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(root + (root.endsWith("/") ? "" : "/") + "kit/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static void write(String name, String secret) {
        try {
            Files.writeString(Files.createDirectories(SECRETS).resolve(name), secret);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
