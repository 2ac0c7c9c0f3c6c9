/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.audit.internal.cli;

import ai.honeyhive.microprofile.audit.internal.file.HashKey;
import ai.honeyhive.microprofile.audit.internal.file.LogDirectory;
import ai.honeyhive.microprofile.audit.internal.record.Checkpoint;
import ai.honeyhive.microprofile.audit.internal.record.FormatException;
import ai.honeyhive.microprofile.audit.internal.record.Hashes;
import ai.honeyhive.microprofile.audit.internal.record.SigningKey;
import ai.honeyhive.microprofile.audit.internal.verify.Anchors;
import ai.honeyhive.microprofile.audit.internal.verify.Proof;
import ai.honeyhive.microprofile.audit.internal.verify.Report;
import ai.honeyhive.microprofile.audit.internal.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The command line of audit logs. Exit codes: 0 all is well, 1 a log is not as it was written, 2 something that is needed
 * to tell is missing, 3 wrong use or a file that cannot be read.
 */
public final class Main {

    private static final int WRONG_USE = 3;

    private static final String USAGE = """
            Audit logs. The JAR's commands:

              verify DIR [--key PUBLIC.pem]... [--anchored FILE] [--json]
                          checks the log in DIR, or all logs one level below it; FILE holds checkpoints kept elsewhere
              prove DIR --seq N                       prints the proof that record N is in the log in DIR
              check-proof FILE [--key PUBLIC.pem]...  checks a proof without the log
              keygen --private FILE --public FILE     makes a key pair (Ed25519) for signing checkpoints
              fingerprint --hash-key FILE             standard input: a value; prints what stands in records for it
            """;

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            return new Main(out).run(Arguments.parse(args), in);
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(USAGE);
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            err.println("There is a file " + e.getMessage() + " already; nothing was written over");
        } catch (IOException | FormatException | IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return WRONG_USE;
    }

    private int run(Arguments arguments, InputStream in) throws UsageException, IOException, FormatException {
        return switch (arguments.command()) {
            case "verify" -> verify(arguments);
            case "prove" -> prove(arguments);
            case "check-proof" -> checkProof(arguments);
            case "keygen" -> keygen(arguments);
            case "fingerprint" -> fingerprint(arguments, in);
            default -> throw new UsageException("There is no command " + arguments.command());
        };
    }

    private int verify(Arguments arguments) throws UsageException, IOException {
        Path root = Path.of(arguments.requireOperand("the directory"));
        Map<String, PublicKey> keys = keys(arguments);
        Anchors anchors = arguments.all("--anchored").isEmpty()
                ? Anchors.none()
                : Anchors.read(Path.of(arguments.require("--anchored")));
        int exitCode = 0;
        for (Path directory : LogDirectory.below(root)) {
            Report report = new Verifier(directory, keys, anchors).verify();
            if (arguments.json()) {
                Printer.json(report, out);
            } else {
                Printer.text(report, out);
            }
            exitCode = worse(exitCode, report.exitCode());
        }
        for (Checkpoint point : anchors.ofOtherLogs()) {
            exitCode = 1;
            if (!arguments.json()) {
                out.println("BROKEN: log " + point.log() + ", of which checkpoint " + point.number()
                        + " was kept elsewhere, is not there");
            }
        }
        return exitCode;
    }

    private static int worse(int one, int other) {
        return one == 1 || other == 1 ? 1 : Math.max(one, other);
    }

    private int prove(Arguments arguments) throws UsageException, IOException, FormatException {
        long sequence;
        try {
            sequence = Long.parseLong(arguments.require("--seq"));
        } catch (NumberFormatException e) {
            throw new UsageException("--seq takes a number");
        }
        String proof = Proof.of(Path.of(arguments.requireOperand("the directory")), sequence);
        out.print(proof == null ? "The log has no record " + sequence + ", or no checkpoint after it yet\n" : proof);
        return proof == null ? 2 : 0;
    }

    private int checkProof(Arguments arguments) throws UsageException, IOException {
        String proof = Files.readString(Path.of(arguments.requireOperand("the file")));
        Map<String, PublicKey> keys = keys(arguments);
        String problem = Proof.problem(proof, keys);
        if (problem != null) {
            out.println("BROKEN: " + problem);
            return 1;
        }
        if (keys.isEmpty()) {
            out.println("INCOMPLETE: the hashes agree; the signature was not checked: no public key was given");
            return 2;
        }
        out.println("OK: the record is in the log");
        return 0;
    }

    private int keygen(Arguments arguments) throws UsageException, IOException {
        Path privateFile = Path.of(arguments.require("--private"));
        Path publicFile = Path.of(arguments.require("--public"));
        SigningKey.Pair pair = SigningKey.generate();
        LogDirectory.createFile(privateFile);
        Files.writeString(privateFile, pair.privatePem());
        LogDirectory.createFile(publicFile);
        Files.writeString(publicFile, pair.publicPem());
        out.println("Key " + SigningKey.parse(pair.privatePem()).id() + ". Keep a copy of " + publicFile
                + " where the log is verified, not where it is written.");
        return 0;
    }

    private int fingerprint(Arguments arguments, InputStream in) throws UsageException, IOException {
        String value = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        out.println(Hashes.keyed(HashKey.read(Path.of(arguments.require("--hash-key"))), value));
        return 0;
    }

    private static Map<String, PublicKey> keys(Arguments arguments) throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (String file : arguments.all("--key")) {
            PublicKey key = SigningKey.publicKey(Files.readString(Path.of(file)));
            keys.put(SigningKey.id(key), key);
        }
        return keys;
    }
}
