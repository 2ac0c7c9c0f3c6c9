/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import ai.honeyhive.docs.Page.Snippet;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a snippet: types, members or statements. What it takes for granted stands in a comment above it,
 * {@code <!-- given: private Client client; -->}.
 */
final class Compiler {

    private static final String IMPORTS = """
            import ai.honeyhive.microprofile.*;
            import ai.honeyhive.microprofile.audit.*;
            import ai.honeyhive.microprofile.evaluation.*;
            import ai.honeyhive.microprofile.evaluation.experiment.*;
            import ai.honeyhive.microprofile.secrets.*;
            import ai.honeyhive.microprofile.spi.*;
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            import jakarta.inject.*;
            import java.net.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import org.eclipse.microprofile.config.*;
            import org.eclipse.microprofile.faulttolerance.*;
            import org.junit.jupiter.api.*;
            """;

    /** What nobody wonders about. */
    private static final String COMMON = """
            interface Client { String ask(Object... all); }
            static Client client, assistant;
            interface Pool { void reconnectIf(boolean needed); }
            static Pool pool;
            """;

    private static final Pattern IMPORT = Pattern.compile("^(?:import|package) .*;\\s*$", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |final |abstract |static |sealed )*(?:class|interface|enum|record|@interface) ",
            Pattern.MULTILINE);
    private static final Pattern MEMBER = Pattern.compile(
            "^(?: *(?:@|public |private |protected )|void |static |[A-Z]\\w*(?:<.*>)? \\w+\\()", Pattern.MULTILINE);

    private Compiler() {}

    static List<String> problems(Path folder, Snippet snippet) throws IOException {
        Path file = folder.resolve("Snippet.java");
        Files.writeString(file, source(snippet));
        return problems(folder, List.of(file));
    }

    /** What javac says of these files. */
    static List<String> problems(Path folder, List<Path> sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        String classPath = System.getProperty("java.class.path");
        try (StandardJavaFileManager files = javac.getStandardFileManager(found, Locale.ROOT, null)) {
            boolean compiled = javac.getTask(
                            new StringWriter(),
                            files,
                            found,
                            List.of("-proc:none", "-d", folder.toString(), "-cp", classPath),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            return compiled
                    ? List.of()
                    : found.getDiagnostics().stream().map(Object::toString).toList();
        }
    }

    private static String source(Snippet snippet) {
        String imports = IMPORT.matcher(snippet.code())
                .results()
                .map(match -> match.group().replaceFirst("^package .*", ""))
                .collect(Collectors.joining("\n"));
        String code = IMPORT.matcher(snippet.code())
                .replaceAll("")
                .replaceAll("(?m)^public (?=(?:final )?(?:class|interface|enum|record))", "");
        String given = snippet.note().startsWith("given:") ? snippet.note().substring("given:".length()) : "";
        String body = TYPE.matcher(code).find() || MEMBER.matcher(code).find()
                ? code
                : "void snippet() throws Exception {\n" + code + "\n}";
        return IMPORTS + imports + "\nclass Snippet {\n" + COMMON + given + "\n" + body + "\n}\n";
    }
}
