/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.LLMTraced;
import ai.honeyhive.microprofile.audit.AuditLog;
import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.experiment.Experiment;
import ai.honeyhive.microprofile.evaluation.experiment.kafka.KafkaEngine;
import ai.honeyhive.microprofile.secrets.Secrets;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What applications can use is what was recorded: each change of the public API shows in a review as a line of
 * {@code api.txt}, a removed line as a break. {@code -Dreference.write} records it anew.
 */
class PublicApiTest {

    private static final Path RECORD = Path.of("api.txt");
    private static final List<Class<?>> MODULES = List.of(
            LLMTraced.class, Evaluator.class, Experiment.class, KafkaEngine.class, Secrets.class, AuditLog.class);

    @Test
    void public_api_is_as_recorded() throws Exception {
        Set<String> found = new TreeSet<>();
        for (Class<?> module : MODULES) {
            for (String name : classes(module)) {
                describe(Class.forName(name, false, module.getClassLoader()), found);
            }
        }
        assertThat(found).hasSizeGreaterThan(300);
        String text = String.join("\n", found) + "\n";
        if (System.getProperty("reference.write") != null) {
            Files.writeString(RECORD, text);
        }
        assertThat(Files.readString(RECORD).replace("\r\n", "\n"))
                .as("the public API has changed; if that is meant, write docs/api.txt anew with -Dreference.write")
                .isEqualTo(text);
    }

    private static void describe(Class<?> type, Set<String> found) {
        if (!isSeen(type)) {
            return;
        }
        String name = type.getName();
        found.add(name + " : " + type.toGenericString());
        List<Member> members = new ArrayList<>(Arrays.asList(type.getDeclaredConstructors()));
        members.addAll(Arrays.asList(type.getDeclaredMethods()));
        members.addAll(Arrays.asList(type.getDeclaredFields()));
        for (Member member : members) {
            int modifiers = member.getModifiers();
            boolean seen = Modifier.isPublic(modifiers)
                    || (Modifier.isProtected(modifiers) && !Modifier.isFinal(type.getModifiers()));
            if (seen && !member.isSynthetic()) {
                found.add(name + " : " + text(member));
            }
        }
    }

    private static String text(Member member) {
        if (member instanceof Method method) {
            Object value = method.getDefaultValue();
            return method.toGenericString()
                    + (value == null
                            ? ""
                            : " default " + (value instanceof Object[] all ? Arrays.toString(all) : value));
        }
        return member instanceof Constructor<?> made ? made.toGenericString() : ((Field) member).toGenericString();
    }

    private static boolean isSeen(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static List<String> classes(Class<?> module) throws IOException, URISyntaxException {
        Path place = Path.of(
                module.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return names(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return names(jar.getPath("/"));
        }
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .filter(name -> name.startsWith("ai/honeyhive/") && name.endsWith(".class"))
                    .filter(name -> !name.contains("/internal/") && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
