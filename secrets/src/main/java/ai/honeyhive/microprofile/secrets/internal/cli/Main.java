/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.config.AccessWitness;
import ai.honeyhive.microprofile.secrets.internal.config.SettingsReader;
import ai.honeyhive.microprofile.secrets.internal.crypto.EncryptedValue;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.crypto.UndecryptableException;
import ai.honeyhive.microprofile.secrets.internal.source.KeyRings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * The command line of encrypted values. Secrets go in by standard input and never by arguments, which every user of a
 * machine can list. Exit codes: 0 all well, 1 something does not decrypt or cannot be read, 2 wrong use.
 */
public final class Main {

    private static final String USAGE = """
            Encrypted configuration values. The JAR's commands:

              keygen  --keys RING [--id ID]     makes a key ring, or puts a new key in front
              encrypt --keys RING --property P  standard input: the value; prints what to configure
              decrypt --keys RING --property P  standard input: enc:...; prints the value
              rotate  --keys RING FILE...       encrypts the values in properties files with the first key
              check   --keys RING FILE...       tells whether all values in properties files decrypt
              wrap    --keys RING --config FILE prints the ring as Vault or AWS KMS wraps it

            --config FILE, with every command: RING is wrapped, by what the properties file says in
            honeyhive.secrets.keys-by and in the settings of its store (with wrap: is to be).
            """;

    private final SecureRandom random = new SecureRandom();
    private final InputStream in;
    private final PrintStream out;

    private Main(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        try {
            return new Main(in, out).run(Arguments.parse(args));
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return 2;
        } catch (NoSuchFileException e) {
            err.println("There is no file " + e.getMessage());
        } catch (IOException | UndecryptableException | IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return 1;
    }

    private int run(Arguments arguments) throws UsageException, IOException, UndecryptableException {
        switch (arguments.command()) {
            case "keygen" -> keygen(arguments);
            case "encrypt" -> {
                String value = input();
                String property = arguments.require("--property");
                out.println(
                        SettingsReader.ENCRYPTED + EncryptedValue.encrypt(ring(arguments), property, value, random));
            }
            case "decrypt" ->
                out.println(EncryptedValue.decrypt(
                        ring(arguments), arguments.require("--property"), withoutPrefix(input().strip())));
            case "rotate" -> rotate(arguments);
            case "wrap" -> wrap(arguments);
            case "check" -> {
                return check(arguments);
            }
            default -> throw new UsageException("There is no command " + arguments.command());
        }
        return 0;
    }

    private void keygen(Arguments arguments) throws UsageException, IOException {
        Path file = Path.of(arguments.require("--keys"));
        String old = Files.exists(file) ? Files.readString(file) : null;
        String id = arguments.option("--id").orElseGet(this::newId);
        if (arguments.option("--config").isPresent()) {
            PrivateFile.replace(file, by(arguments, service -> KeyRing.wrappedWithNewKey(old, id, service, random)));
            out.println("Key " + id + " encrypts from now on; the ring is wrapped");
        } else {
            KeyRing more = (old == null ? KeyRing.empty() : KeyRing.parse(old)).withNewKey(id, random);
            PrivateFile.replace(file, more.toJwkSet());
            out.println("Key " + more.current() + " encrypts from now on; the ring holds " + more.ids());
        }
    }

    private String newId() {
        byte[] bytes = new byte[3];
        random.nextBytes(bytes);
        return LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE) + "-"
                + HexFormat.of().formatHex(bytes);
    }

    private void rotate(Arguments arguments) throws UsageException, IOException, UndecryptableException {
        KeyRing ring = ring(arguments);
        for (String name : files(arguments)) {
            Path file = Path.of(name);
            String text = Files.readString(file);
            int[] count = new int[1];
            String rotated = EncryptedProperties.replaceAll(text, (property, jwe) -> {
                count[0]++;
                return EncryptedValue.encrypt(ring, property, EncryptedValue.decrypt(ring, property, jwe), random);
            });
            PrivateFile.replaceKeepingMode(file, rotated);
            out.println(name + ": " + count[0] + " values are encrypted with key " + ring.current());
        }
    }

    private void wrap(Arguments arguments) throws UsageException, IOException {
        KeyRing ring = KeyRing.parse(text(arguments));
        out.print(by(arguments, ring::wrapped));
    }

    /** What is done with the service that wraps keys. */
    private interface Work<T> {

        T with(KeyWrapping service) throws SecretStoreException, InterruptedException;
    }

    private static <T> T by(Arguments arguments, Work<T> work) throws UsageException, IOException {
        FileSettings settings = new FileSettings(Path.of(arguments.require("--config")));
        try (KeyWrapping service = KeyRings.wrapping(settings, AccessWitness.NONE)) {
            return work.with(service);
        } catch (SecretStoreException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private int check(Arguments arguments) throws UsageException, IOException {
        KeyRing ring = ring(arguments);
        int wrong = 0;
        for (String name : files(arguments)) {
            for (EncryptedProperties.Entry entry : EncryptedProperties.of(Files.readString(Path.of(name)))) {
                boolean good = decrypts(ring, entry);
                wrong += good ? 0 : 1;
                out.println((good ? "ok     " : "WRONG  ") + name + ": " + entry.property() + ", key "
                        + EncryptedValue.keyId(entry.jwe()));
            }
        }
        return wrong == 0 ? 0 : 1;
    }

    private static boolean decrypts(KeyRing ring, EncryptedProperties.Entry entry) {
        try {
            return EncryptedValue.decrypt(ring, entry.property(), entry.jwe()) != null;
        } catch (UndecryptableException e) {
            return false;
        }
    }

    private static List<String> files(Arguments arguments) throws UsageException {
        if (arguments.files().isEmpty()) {
            throw new UsageException("Name at least one properties file");
        }
        return arguments.files();
    }

    private static KeyRing ring(Arguments arguments) throws UsageException, IOException {
        String text = text(arguments);
        return arguments.option("--config").isPresent()
                ? by(arguments, service -> KeyRing.unwrap(text, service))
                : KeyRing.parse(text);
    }

    private static String text(Arguments arguments) throws UsageException, IOException {
        return Files.readString(Path.of(arguments.require("--keys")));
    }

    private static String withoutPrefix(String text) {
        return text.startsWith(SettingsReader.ENCRYPTED) ? text.substring(SettingsReader.ENCRYPTED.length()) : text;
    }

    /** All of standard input, without one line break at its end. */
    private String input() throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
            return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("Standard input is not UTF-8", e);
        }
    }
}
