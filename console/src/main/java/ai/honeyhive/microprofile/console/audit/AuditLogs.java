/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.audit;

import ai.honeyhive.microprofile.audit.internal.file.LineReader;
import ai.honeyhive.microprofile.audit.internal.file.LogDirectory;
import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import ai.honeyhive.microprofile.audit.internal.verify.Anchors;
import ai.honeyhive.microprofile.audit.internal.verify.Finding;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import ai.honeyhive.microprofile.audit.internal.verify.Verifier;
import ai.honeyhive.microprofile.console.wire.StrictJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit logs below one directory, read and never written. Thread-safe. */
public final class AuditLogs {
    private static final List<String> VERDICTS = List.of("ok", "broken", "incomplete");

    private final @Nullable Path root;
    private final Map<String, PublicKey> keys;

    /**
     * @param root a log's directory, or one with such directories in it; {@code null} for nothing to show
     * @param key the public key of the signatures, in PEM; {@code null} to leave these unchecked
     * @throws IOException if the key cannot be read
     */
    public AuditLogs(@Nullable Path root, @Nullable Path key) throws IOException {
        this.root = root;
        if (key == null) {
            keys = Map.of();
        } else {
            PublicKey known = SigningKey.publicKey(Files.readString(key));
            keys = Map.of(SigningKey.id(known), known);
        }
    }

    /**
     * What the verifier says of each log now, and the newest records. Each has a {@code state}: {@code covered} by a checkpoint,
     * {@code chained} to the ones before and not yet covered, or {@code unverified}, behind the first that is not as it was written.
     * Every log is read whole each time: size and time of a file do not tell whether somebody has changed it.
     *
     * @param type only records of this type, {@code null} for all
     * @param outcome only records with this outcome, {@code null} for all
     * @param limit the most records of each log
     */
    public synchronized ObjectNode read(@Nullable String type, @Nullable String outcome, int limit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("configured", root != null).put("signatures", !keys.isEmpty());
        ArrayNode logs = json.putArray("logs");
        if (root == null) {
            return json;
        }
        try {
            for (Path directory : LogDirectory.below(root)) {
                Report report = new Verifier(directory, keys, Anchors.none()).verify();
                ObjectNode log = describe(report);
                log.set("newest", newest(directory, report, type, outcome, limit));
                logs.add(log);
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode describe(Report report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("directory", report.directory()).put("log", report.log());
        json.put("verdict", VERDICTS.get(report.exitCode()));
        json.put("records", report.records()).put("sequence", report.sequence());
        json.put("checkpoints", report.checkpoints()).put("covered", report.covered());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.addObject()
                    .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("message", finding.message());
        }
        return json;
    }

    private static ArrayNode newest(
            Path directory, Report report, @Nullable String type, @Nullable String outcome, int limit)
            throws IOException {
        LogDirectory log = new LogDirectory(directory);
        List<Integer> numbers = new ArrayList<>(log.numbers());
        Collections.reverse(numbers);
        ArrayNode newest = JsonNodeFactory.instance.arrayNode();
        for (int number : numbers) {
            if (newest.size() >= limit) {
                break;
            }
            ArrayDeque<ObjectNode> ofFile = new ArrayDeque<>();
            try (LineReader reader = LineReader.open(log.records(number), 0)) {
                for (byte[] line = reader.next(); line != null; line = reader.next()) {
                    ObjectNode record = record(line, report);
                    if (fits(record, "type", type) && fits(record, "outcome", outcome)) {
                        ofFile.push(record);
                        if (ofFile.size() > limit - newest.size()) {
                            ofFile.removeLast();
                        }
                    }
                }
            }
            newest.addAll(ofFile);
        }
        return newest;
    }

    private static boolean fits(ObjectNode record, String field, @Nullable String wanted) {
        return wanted == null || record.path(field).asText().equals(wanted);
    }

    private static ObjectNode record(byte[] line, Report report) {
        ObjectNode record;
        try {
            record = StrictJson.MAPPER.readTree(line) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            record = JsonNodeFactory.instance.objectNode().put("type", "unreadable");
        }
        long sequence = record.path("seq").asLong(Long.MAX_VALUE);
        String state = sequence <= report.covered() ? "covered" : "chained";
        return record.put("state", sequence <= report.sequence() ? state : "unverified");
    }
}
