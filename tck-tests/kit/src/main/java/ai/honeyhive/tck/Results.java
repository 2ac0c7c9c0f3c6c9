/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes each test's result to {@code target/kit-results}, from which the table of the servers is made. */
public final class Results implements TestWatcher {

    @Override
    public void testSuccessful(ExtensionContext context) {
        write(context, "passed", "");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        write(context, "failed", String.valueOf(cause.getMessage()));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        write(context, "not run", String.valueOf(cause.getMessage()));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        write(context, "not run", reason.orElse(""));
    }

    private static void write(ExtensionContext context, String result, String why) {
        // A module that runs its classes on several flavours of its server tells them apart by this.
        String flavour = System.getProperty("kit.flavour", "");
        String name = context.getRequiredTestClass().getSimpleName() + (flavour.isEmpty() ? "" : '-' + flavour);
        String line = String.join(
                "\t",
                name,
                context.getRequiredTestMethod().getName(),
                result,
                why.lines().findFirst().orElse(""));
        Path file = Artifacts.target().resolve("kit-results").resolve(name + ".tsv");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
