/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment.kafka;

import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Answers well, badly or not at all, by the question alone; and writes down in whose trace it was asked. */
final class Assistant {

    private static final String LOG = "test.log";
    private static final String HANG_AT = "test.hang.at";

    private int asked;

    String ask(String question) throws IOException, InterruptedException {
        int number = Integer.parseInt(question.substring(1));
        String log = System.getProperty(LOG);
        if (log != null) {
            write(Path.of(log), Span.current().getSpanContext().getTraceId());
        }
        if (number % 10 == 0) {
            throw new IllegalStateException("no answer to " + question);
        }
        return number % 4 == 0 ? "something of answer " + number : "answer " + number;
    }

    private synchronized void write(Path log, String line) throws IOException, InterruptedException {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (++asked == Integer.getInteger(HANG_AT, -1)) {
            new CountDownLatch(1).await(); // until somebody kills the process
        }
    }
}
