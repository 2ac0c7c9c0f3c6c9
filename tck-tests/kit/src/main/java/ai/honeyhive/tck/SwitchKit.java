/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * An application that starts with HoneyHive off, and with a tracer that has no key, on a running server: files of the secrets
 * module switch both on, and one off again.
 */
public abstract class SwitchKit {

    private static final Path FILES = Artifacts.target().resolve("switches");

    /** Where the server has put the application. */
    protected abstract URI application();

    /** The application's configuration. */
    protected static String properties() {
        write("enabled", "false");
        delete("payments-key");
        delete("payments-enabled");
        Map<String, String> all =
                new TreeMap<>(Mode.ON.configuration(Console.shared().url()));
        all.remove("honeyhive.tracer.payments.api-key");
        all.put("honeyhive.secrets.store.file.directory", FILES.toString());
        all.put("honeyhive.secrets.store.file.refresh", "100ms");
        all.put("honeyhive.secrets.map.honeyhive.enabled", "file:enabled");
        all.put("honeyhive.secrets.map.honeyhive.tracer.payments.api-key", "file:payments-key");
        all.put("honeyhive.secrets.map.honeyhive.tracer.payments.enabled", "file:payments-enabled");
        all.put("honeyhive.secrets.optional", "honeyhive.tracer.payments.api-key,honeyhive.tracer.payments.enabled");
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void whatIsInactiveAtTheStart_comesOn_andGoesOffAgain_withoutARestart() {
        Console.shared().clear();
        Visit early = visit("answer");

        write("enabled", "true");
        Arrival first = awaitEventOfVisit("answer");
        assertThat(first.key()).isEqualTo(Keys.fingerprint(Keys.DEFAULT));
        assertThat(Console.shared()
                        .awaitEvent(first.traceId(), first.parentId())
                        .traceId())
                .as("the request's span came with it: the server's telemetry was joined while HoneyHive was off")
                .isEqualTo(first.traceId());
        Visit keyless = visit("pay");
        eventOf(visit("answer"));

        write("payments-key", Keys.PAYMENTS);
        assertThat(awaitEventOfVisit("pay").key()).isEqualTo(Keys.fingerprint(Keys.PAYMENTS));

        write("payments-enabled", "false");
        await("nothing more of payments").atMost(Duration.ofMinutes(1)).until(() -> {
            Visit silent = visit("pay");
            // What goes on: so that of the call before it would be there by now.
            eventOf(visit("answer"));
            return eventNow(silent).isEmpty();
        });
        assertThat(eventNow(early)).isEmpty();
        assertThat(eventNow(keyless)).isEmpty();
    }

    /** Visits until a visit arrives. */
    private Arrival awaitEventOfVisit(String door) {
        Visit[] last = {visit(door)};
        return await("an event of " + door)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            Optional<Arrival> event = eventNow(last[0]);
                            last[0] = visit(door);
                            return event;
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Arrival> eventNow(Visit visit) {
        return Console.shared().events().stream()
                .filter(event ->
                        event.traceId().equals(visit.traceId()) && !event.kind().equals("SERVER"))
                .findFirst();
    }

    private static void eventOf(Visit visit) {
        Console.shared().awaitEventOfCall(visit.call());
    }

    private Visit visit(String door) {
        Visit visit = new Visitor(application()).visit(door, Map.of("question", "on?"), Map.of());
        assertThat(visit.status()).as("%s", visit).isEqualTo(200);
        return visit;
    }

    private static void write(String name, String value) {
        try {
            Files.writeString(Files.createDirectories(FILES).resolve(name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(String name) {
        try {
            Files.deleteIfExists(FILES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
