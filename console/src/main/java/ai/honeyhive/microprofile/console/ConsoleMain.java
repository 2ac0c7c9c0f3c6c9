/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console;

import java.io.IOException;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** {@code java -jar honeyhive-console.jar}: prints one line when ready, and stops cleanly when told to. */
public final class ConsoleMain {
    private ConsoleMain() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(ConsoleOptions.USAGE);
            return;
        }
        try {
            run(ConsoleOptions.parse(List.of(arguments), System.getenv()));
        } catch (ConsoleOptions.Wrong e) {
            fail(String.valueOf(e.getMessage()));
        } catch (FlywayException | SQLException e) {
            fail("the data cannot be opened; is another console running on it? " + rootMessage(e));
        } catch (IOException e) {
            fail("cannot listen, or a file cannot be read; is another console running? Choose another --port. "
                    + rootMessage(e));
        }
    }

    private static void run(ConsoleOptions options) throws IOException, SQLException {
        // Not DEBUG lines of libraries, but their warnings, on standard error.
        System.setProperty("org.eclipse.jetty.LEVEL", System.getProperty("org.eclipse.jetty.LEVEL", "WARN"));
        Console console = Console.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(console::close, "honeyhive-console-stop"));
        String host = InetAddress.getByName(options.host()).isLoopbackAddress() ? "localhost" : options.host();
        System.out.println("HoneyHive console: http://" + host + ":" + console.port());
        System.out.flush();
    }

    private static void fail(String message) {
        System.err.println("HoneyHive console: " + message);
        System.exit(1);
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
