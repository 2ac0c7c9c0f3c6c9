/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Threads of a batch where no server has any. */
class OwnThreadsTest {

    /** Says what kind of thread an item of a batch gets in this JVM. */
    static final class Ask {
        private Ask() {}

        public static void main(String[] args) throws Exception {
            System.out.println(kind());
        }

        static String kind() throws Exception {
            ExecutorService threads = OwnThreads.start(2);
            try {
                return threads.submit(() -> {
                            Thread thread = Thread.currentThread();
                            return isVirtual(thread)
                                    ? "virtual"
                                    : thread.getName() + (thread.isDaemon() ? " daemon" : "");
                        })
                        .get();
            } finally {
                threads.shutdown();
            }
        }

        private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
            return Runtime.version().feature() >= 21
                    && (Boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        }
    }

    @Test
    void threadsAreVirtual_whereThisJdkHasThem_elseNamedDaemons() throws Exception {
        assertThat(Ask.kind()).isEqualTo(Runtime.version().feature() >= 21 ? "virtual" : "honeyhive-batch-1 daemon");
    }

    @Test
    void threadsAreVirtual_onANewerJdk() throws Exception {
        Optional<Path> jdk = newerJdk();
        assumeTrue(jdk.isPresent(), "there is no JDK 21 or later beside this one");

        Process process = new ProcessBuilder(
                        jdk.orElseThrow().resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ask.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("virtual");
        assertThat(process.waitFor()).isZero();
    }

    private static Optional<Path> newerJdk() throws IOException {
        try (Stream<Path> siblings =
                Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
            return siblings.filter(home -> feature(home) >= 21).findFirst();
        }
    }

    private static int feature(Path home) {
        try {
            Matcher version =
                    Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException noJdk) {
            return 0;
        }
    }
}
