/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.tck.Arrival;
import ai.honeyhive.tck.Console;
import ai.honeyhive.tck.KitWar;
import ai.honeyhive.tck.Mode;
import ai.honeyhive.tck.openliberty.mail.MailApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Jakarta Messaging on the server's own engine: a message-driven bean goes on in the trace of whoever sent. */
@ArquillianTest
class LibertyMessagesIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ArquillianResource
    URI application;

    @Deployment(testable = false)
    static WebArchive war() {
        String configuration =
                Mode.ON.tracingProperties(Console.shared().url()) + "honeyhive.propagation.messages=questions\n";
        return KitWar.library(ShrinkWrap.create(WebArchive.class, "mail.war"))
                .addPackage(MailApplication.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(configuration), "META-INF/microprofile-config.properties");
    }

    @Test
    void message_driven_bean_goes_on_in_trace_session_and_user() throws Exception {
        String session = UUID.randomUUID().toString();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(application.resolve("send?question=hello"))
                                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                                .header("baggage", "honeyhive.session_id=" + session + ",honeyhive.user_id=maria")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        Arrival sender = Console.shared().awaitEventNamed(TRACE, "sender");
        Arrival reader = Console.shared().awaitEventNamed(TRACE, "reader");
        assertThat(reader.parentId()).isEqualTo(sender.spanId());
        assertThat(reader.session()).isEqualTo(sender.session()).isEqualTo(session);
        assertThat(reader.attribute("honeyhive_user_properties.user_id")).isEqualTo("maria");
    }

    @Test
    void page_shows_the_code_that_ran() throws IOException {
        String ran = source("Sender") + source("Mailbox");
        List<String> shown = Pattern.compile(
                        "```java\n(?=import jakarta.jms|import jakarta.ejb)(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/across-services.md")))
                .results()
                .map(block -> words(block.group(1).replaceAll("(?m)^import .*", "")))
                .toList();

        assertThat(shown).hasSize(2).allSatisfy(code -> assertThat(ran).contains(code));
    }

    private static String source(String type) throws IOException {
        return words(Files.readString(
                Path.of("src/test/java", MailApplication.class.getPackageName().replace('.', '/'), type + ".java")));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
