/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.experiment;

import ai.honeyhive.microprofile.evaluation.internal.json.Json;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonException;
import ai.honeyhive.microprofile.evaluation.internal.json.JsonText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a run that is under way, a JSON object a line, each forced to disk: a run that crashes goes on from here.
 * A last line that a crash cut off is dropped. When the run is complete, the file is deleted.
 */
final class Journal implements AutoCloseable {

    private final Path file;
    private final RandomAccessFile records;
    private final Map<String, @Nullable Object> header;
    private final Map<String, CaseResult> cases = new LinkedHashMap<>();
    private final Set<String> delivered = new HashSet<>();

    private Journal(Path file, RandomAccessFile records, Map<String, @Nullable Object> header) {
        this.file = file;
        this.records = records;
        this.header = header;
    }

    /**
     * Opens the journal of a run, or goes on with it.
     *
     * @param header what must be equal for the run to go on, and its run id, which is taken over from the file
     */
    static Journal open(Path file, Map<String, @Nullable Object> header) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            // Not a FileChannel's own writing: an interrupt of one worker would close it for all.
            RandomAccessFile records = new RandomAccessFile(file.toFile(), "rw");
            try {
                lock(records, file);
                return read(file, records, header);
            } catch (IOException | RuntimeException e) {
                records.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be opened", e);
        }
    }

    private static void lock(RandomAccessFile records, Path file) throws IOException {
        boolean locked;
        try {
            locked = records.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new IllegalStateException("the journal " + file + " is in use by another run");
        }
    }

    private static Journal read(Path file, RandomAccessFile records, Map<String, @Nullable Object> header)
            throws IOException {
        byte[] bytes = new byte[Math.toIntExact(records.length())];
        records.readFully(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        records.setLength(whole.getBytes(StandardCharsets.UTF_8).length);
        records.seek(records.length());
        if (whole.isEmpty()) {
            Journal journal = new Journal(file, records, header);
            journal.append(header);
            return journal;
        }
        List<String> lines = whole.lines().toList();
        Journal journal = new Journal(file, records, object(file, 1, lines.get(0)));
        journal.checkHeader(header);
        for (int i = 1; i < lines.size(); i++) {
            Map<String, @Nullable Object> line = object(file, i + 1, lines.get(i));
            if (line.get("delivered") instanceof String key) {
                journal.delivered.add(key);
            } else {
                CaseResult result = ResultJson.caseResult(line);
                journal.cases.put(result.key(), result);
            }
        }
        return journal;
    }

    private static Map<String, @Nullable Object> object(Path file, int number, String line) {
        try {
            return ResultJson.object(Json.read(line));
        } catch (JsonException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "the journal " + file + " is damaged in line " + number + "; delete it to begin anew", e);
        }
    }

    private void checkHeader(Map<String, @Nullable Object> expected) {
        expected.forEach((name, value) -> {
            if (!name.equals("run_id") && !String.valueOf(value).equals(String.valueOf(header.get(name)))) {
                throw new IllegalStateException("the journal " + file + " is of another run: its " + name + " is "
                        + header.get(name) + ", not " + value + "; delete it to begin anew");
            }
        });
    }

    String runId() {
        return ResultJson.text(header, "run_id");
    }

    /** The cases that are complete, by their keys. */
    Map<String, CaseResult> cases() {
        return cases;
    }

    boolean isDelivered(CaseResult result) {
        return delivered.contains(result.key());
    }

    void add(CaseResult result) {
        append(ResultJson.of(result));
    }

    void addDelivered(CaseResult result) {
        append(Map.of("delivered", result.key()));
    }

    private synchronized void append(Map<String, @Nullable Object> line) {
        try {
            records.write((JsonText.of(line) + "\n").getBytes(StandardCharsets.UTF_8));
            records.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be written", e);
        }
    }

    void delete() {
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be deleted", e);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be closed", e);
        }
    }
}
