/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Masked;
import ai.honeyhive.microprofile.NotCaptured;
import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * This module takes no secret of ours; what it sees are the arguments and results of calls. What is marked as not to be captured
 * is in no span, no event and no log, and no argument that is captured is in a log, however it behaves while it is read.
 */
class CanaryTest {

    private static final String CANARY = "hhCanary2c9f60d1b7e84a55";

    /** Fails with a message that quotes what it was about, as many do. */
    static class Hostile {

        public String getText() {
            throw new IllegalStateException("cannot read " + CANARY);
        }

        @Override
        public String toString() {
            throw new IllegalStateException("cannot show " + CANARY);
        }
    }

    @ApplicationScoped
    static class Bot {

        @LLMTraced
        String hidden(@Masked String password, @NotCaptured String secret, @Masked Object hostile) {
            return "answer";
        }

        @LLMTraced
        Object captured(Object argument, List<Object> arguments) {
            return argument;
        }

        @LLMTraced
        Reply replying() {
            return new Reply(CANARY);
        }
    }

    record Reply(String text) {}

    /** Quotes what it cannot parse, with a cause that does the same. */
    @ApplicationScoped
    static class Reader implements ResultExtractor {

        @Override
        public boolean supports(Class<?> type) {
            return type == Reply.class;
        }

        @Override
        public void extract(Object result, ModelResult into) {
            throw new IllegalStateException("no JSON: " + result, new IllegalArgumentException(result.toString()));
        }
    }

    @Test
    void whatIsNotToBeCaptured_isNowhere_andNoArgumentIsInALog() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = listener(logged);
        Logger logger = Logger.getLogger("");
        Level level = logger.getLevel();
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try (Server server = Server.start(Server.Telemetry.ON, Bot.class, Reader.class)) {
            Bot bot = server.bean(Bot.class);
            bot.hidden(CANARY, CANARY, new Hostile());
            assertThat(server.spans()).hasSize(1);
            assertThat(server.spans().toString()).doesNotContain(CANARY);
            assertThat(server.events().toString()).doesNotContain(CANARY);

            bot.captured(CANARY, List.of(CANARY));
            assertThat(server.events().toString()).as("what is to be captured").contains(CANARY);
            bot.captured(new Hostile(), List.of(new Hostile()));
            bot.replying();
            assertThat(server.spans()).hasSize(4);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(level);
        }
        assertThat(logged).isNotEmpty().noneMatch(text -> text.contains(CANARY));
        assertThat(logged)
                .as("what has failed is told, but for its words")
                .anyMatch(text -> text.contains("java.lang.IllegalStateException")
                        && text.contains("Caused by: java.lang.IllegalArgumentException")
                        && text.contains("CanaryTest$Reader.extract"));
    }

    private static Handler listener(Queue<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                StringWriter text = new StringWriter();
                text.append(entry.getMessage());
                if (entry.getParameters() != null) {
                    List.of(entry.getParameters()).forEach(parameter -> text.append(String.valueOf(parameter)));
                }
                if (entry.getThrown() != null) {
                    entry.getThrown().printStackTrace(new PrintWriter(text, true));
                }
                logged.add(text.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
