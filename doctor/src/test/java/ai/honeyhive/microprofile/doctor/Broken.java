/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.Prompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR with a set-up of its own, sound until a test breaks it, and what the doctor says of it. */
final class Broken {

    /** Nobody ever issued it. */
    static final String KEY = "hh_canary0123456789";

    /** What the doctor printed. */
    record Diagnosis(int exitCode, String text) {

        /** In one line, however it was broken into lines. */
        String flat() {
            return text.replaceAll("\\s+", " ");
        }
    }

    static class Bot {
        @LLMTraced
        String answer(@Prompt String question) {
            return question;
        }
    }

    static class PaymentsBot {
        @LLMTraced(tracer = "payments")
        String answer(String question) {
            return question;
        }
    }

    static class PrivateBot {
        @LLMTraced
        @SuppressWarnings("UnusedMethod")
        private String answer(String question) {
            return question;
        }
    }

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, byte[]> entries = new HashMap<>();

    static Broken war(String url) {
        return new Broken()
                .property("honeyhive.url", url)
                .property("honeyhive.api-key", KEY)
                .property("otel.sdk.disabled", "false")
                .code(Bot.class)
                .library(
                        "honeyhive-extension-0.1.0.jar",
                        "ai.honeyhive.microprofile.internal.cdi.HoneyHivePortableExtension")
                .library("honeyhive-interceptors-0.1.0.jar", "ai.honeyhive.microprofile.LLMTraced");
    }

    Broken property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Broken without(String property) {
        properties.remove(property);
        return this;
    }

    Broken withoutLibrary(String jar) {
        entries.remove("WEB-INF/lib/" + jar);
        return this;
    }

    Broken variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Broken code(Class<?> type) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
            // Elsewhere than our own packages, as a user's classes are; the name inside stays.
            entries.put("WEB-INF/classes/com/example/" + type.getSimpleName() + ".class", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A jar in the WAR; of a class only that it is there counts. */
    Broken library(String jar, String... classNames) {
        Map<String, byte[]> classes = new HashMap<>();
        for (String name : classNames) {
            classes.put(name.replace('.', '/') + ".class", new byte[0]);
        }
        entries.put("WEB-INF/lib/" + jar, zip(classes));
        return this;
    }

    Broken file(String path, String text) {
        entries.put(path, text.getBytes(UTF_8));
        return this;
    }

    Diagnosis diagnose(Path folder) throws IOException {
        Map<String, byte[]> all = new HashMap<>(entries);
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) ->
                text.append(name).append('=').append(value.replace("\n", "\\n")).append('\n'));
        all.put(
                "WEB-INF/classes/META-INF/microprofile-config.properties",
                text.toString().getBytes(UTF_8));
        Path war = folder.resolve("assistant.war");
        Files.write(war, zip(all));
        return run(environment, war.toString());
    }

    static Diagnosis run(Map<String, String> environment, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, UTF_8);
        int exitCode = DoctorMain.run(args, environment, out, out);
        return new Diagnosis(exitCode, bytes.toString(UTF_8));
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            List<String> names = new ArrayList<>(entries.keySet());
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(entries.get(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
