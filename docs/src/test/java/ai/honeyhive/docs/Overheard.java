/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Everything that is said while it is open: logs at every level, exceptions with their causes, words of objects, files. */
final class Overheard implements AutoCloseable {

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            // What the JDK's HTTP clients send is in their own debug logs, which are not ours to change.
            String logger = String.valueOf(entry.getLoggerName());
            if (!logger.startsWith("jdk.") && !logger.startsWith("sun.")) {
                said.add(new SimpleFormatter().format(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Overheard() {
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    void words(Object object) {
        said.add(object.getClass().getName() + ": " + object);
    }

    void thrown(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        said.add(text.toString());
    }

    void files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.add(file + "\n" + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Neither as it is nor in Base64, as in a login by user and password. */
    void assertNothingOf(String secret) {
        Thread.getAllStackTraces().keySet().forEach(thread -> said.add("thread " + thread.getName()));
        // However it is aligned: the middle of it is the same.
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(said).isNotEmpty().noneMatch(text -> text.contains(secret) || text.contains(encoded));
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        root.setLevel(before);
    }
}
