/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that anybody in this process logs, at every level, while it is open. */
final class LogCapture extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");
    private static final List<Logger> LOUD = List.of(
            ROOT,
            Logger.getLogger("ai.honeyhive"),
            Logger.getLogger(TracerExporter.class.getPackageName()),
            Logger.getLogger("java.net.http"),
            Logger.getLogger("jdk.httpclient"),
            Logger.getLogger("jdk.httpclient.HttpClient"),
            Logger.getLogger("jdk.internal.httpclient.debug"));

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
    private final List<Level> before = new ArrayList<>();

    private LogCapture() {
        setLevel(Level.ALL);
    }

    static LogCapture start() {
        LogCapture capture = new LogCapture();
        for (Logger logger : LOUD) {
            capture.before.add(logger.getLevel());
            logger.setLevel(Level.ALL);
        }
        ROOT.addHandler(capture);
        return capture;
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    /** All records as they would stand in a log file, stack traces included. */
    String text() {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(formatter.format(record)));
        return text.toString();
    }

    /** All records of ours as they would stand in a log file, stack traces included. */
    String ours() {
        StringBuilder text = new StringBuilder();
        records.stream()
                .filter(record ->
                        record.getLoggerName() != null && record.getLoggerName().startsWith("ai.honeyhive"))
                .forEach(record -> text.append(formatter.format(record)));
        return text.toString();
    }

    /** Our own messages of this level. */
    List<String> ours(Level level) {
        return records.stream()
                .filter(record -> record.getLoggerName() != null
                        && record.getLoggerName().startsWith("ai.honeyhive")
                        && record.getLevel().equals(level))
                .map(formatter::formatMessage)
                .toList();
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
        for (int i = 0; i < before.size(); i++) {
            LOUD.get(i).setLevel(before.get(i));
        }
    }
}
