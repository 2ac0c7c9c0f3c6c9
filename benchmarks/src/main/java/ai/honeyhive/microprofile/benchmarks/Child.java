/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this module in a JVM of its own. */
final class Child {

    private static final String RESULT = "RESULT ";

    private Child() {}

    /**
     * The result that the program printed.
     *
     * @throws IllegalStateException if it failed or printed none, with all that it did print
     */
    static String run(Class<?> program, List<String> jvmArguments, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(program, jvmArguments, arguments))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return output.lines()
                .filter(line -> status == 0 && line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        program.getSimpleName() + " ended with " + status + " and without a result:\n" + output));
    }

    private static List<String> command(Class<?> program, List<String> jvmArguments, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return command;
    }

    /** A program that lives on between its results: each line on its standard input asks for one. */
    static final class Dialogue implements AutoCloseable {

        private final Process process;
        private final BufferedReader answers;

        Dialogue(Class<?> program, List<String> jvmArguments, List<String> arguments) throws IOException {
            process = new ProcessBuilder(command(program, jvmArguments, arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        /**
         * The next result that it prints.
         *
         * @throws IOException if it has ended
         */
        String ask(String question) throws IOException {
            BufferedWriter questions = process.outputWriter(StandardCharsets.UTF_8);
            questions.write(question + "\n");
            questions.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(RESULT)) {
                    return line.substring(RESULT.length());
                }
            }
            throw new IOException("The program ended without a result of " + question);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
