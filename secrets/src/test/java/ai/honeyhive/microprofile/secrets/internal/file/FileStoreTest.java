/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.Await;
import ai.honeyhive.microprofile.secrets.internal.TestConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, real links, real swaps. */
class FileStoreTest {

    @TempDir
    private Path base;

    @Test
    void file_is_one_value_without_the_line_break_at_its_end() throws Exception {
        Files.writeString(base.resolve("unix"), "s3cret\n");
        Files.writeString(base.resolve("windows"), "s3cret\r\n");
        Files.writeString(base.resolve("two"), "s3cret\n\n");
        assertThat(read("unix").fields()).containsEntry("", "s3cret");
        assertThat(read("windows").fields()).containsEntry("", "s3cret");
        assertThat(read("two").fields()).containsEntry("", "s3cret\n");
        assertThat(new FileStore(base, false).read("unix", null).fields()).containsEntry("", "s3cret\n");
    }

    @Test
    void directory_is_a_document_of_its_files() throws Exception {
        Path app = Files.createDirectory(base.resolve("app"));
        Files.writeString(app.resolve("user"), "u");
        Files.writeString(app.resolve("password"), "p");
        Files.write(app.resolve("keystore"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        Files.createDirectory(app.resolve("more"));
        assertThat(read("app").fields()).containsOnlyKeys("user", "password");
    }

    @Test
    void what_cannot_be_read_says_why() throws Exception {
        Files.write(base.resolve("binary"), new byte[] {(byte) 0xFF});
        Files.write(base.resolve("large"), new byte[SecretFile.LARGEST + 1]);
        assertFailure("missing", Kind.NOT_FOUND, "does not exist");
        assertFailure("binary", Kind.INVALID, "is not UTF-8");
        assertFailure("large", Kind.INVALID, "cannot be read");
    }

    @Test
    void mounted_volume_under_swaps_never_shows_two_versions_at_once() throws Exception {
        Path volume = Files.createDirectory(base.resolve("volume"));
        swap(volume, 0);
        AtomicBoolean end = new AtomicBoolean();
        AtomicIntegerArray reads = new AtomicIntegerArray(2);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        Future<?>[] results = new Future<?>[2];
        for (int i = 0; i < results.length; i++) {
            int reader = i;
            results[i] = readers.submit(() -> {
                FileStore store = new FileStore(base, true);
                while (!end.get()) {
                    SecretDocument document = store.read("volume", null);
                    assertThat(document.fields()).hasSize(3);
                    assertThat(document.fields().get("user"))
                            .isEqualTo(document.fields().get("password"));
                    assertThat(document.version())
                            .isEqualTo("..v" + document.fields().get("user"));
                    reads.incrementAndGet(reader);
                }
                return null;
            });
        }
        for (int version = 1; version <= 500; version++) {
            // A read takes several swaps in the worst case, and not hundreds that happen while its thread waits for its
            // turn.
            int first = reads.get(0);
            int second = reads.get(1);
            swap(volume, version);
            Await.until(
                    "a read by each",
                    () -> (reads.get(0) > first && reads.get(1) > second)
                            || results[0].isDone()
                            || results[1].isDone());
        }
        end.set(true);
        for (Future<?> result : results) {
            result.get();
        }
        readers.shutdown();
        assertThat(read("volume").fields()).containsEntry("user", "500");
    }

    @Test
    void volume_whose_links_lead_nowhere_is_tried_again() throws Exception {
        Path volume = Files.createDirectory(base.resolve("volume"));
        Files.createSymbolicLink(volume.resolve("user"), Path.of("..data", "user"));

        assertFailure("volume", Kind.UNAVAILABLE, "could not be read as a whole");

        swap(volume, 1);
        assertThat(read("volume").fields()).containsEntry("user", "1");
    }

    @Test
    void swap_of_a_mounted_volume_reaches_the_configuration() throws Exception {
        Path volume = Files.createDirectory(base.resolve("volume"));
        swap(volume, 1);
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.file.directory", base.toString(),
                "honeyhive.secrets.store.file.refresh", "100ms",
                "honeyhive.secrets.map.db.password", "file:volume#password")) {
            assertThat(config.text("db.password")).isEqualTo("1");
            assertThat(config.secrets().get("db.password").version()).isEqualTo("..v1");
            swap(volume, 2);
            Await.until("the swap", () -> "2".equals(config.text("db.password")));
        }
    }

    @Test
    void two_stores_of_one_type_have_two_directories() throws Exception {
        Files.writeString(Files.createDirectory(base.resolve("a")).resolve("x"), "from a");
        Files.writeString(Files.createDirectory(base.resolve("b")).resolve("x"), "from b");
        try (TestConfig config = TestConfig.of(
                "honeyhive.secrets.store.file.directory", base.resolve("a").toString(),
                "honeyhive.secrets.store.other.type", "file",
                "honeyhive.secrets.store.other.directory", base.resolve("b").toString(),
                "honeyhive.secrets.map.one", "file:x",
                "honeyhive.secrets.map.two", "other:x")) {
            assertThat(config.text("one") + config.text("two")).isEqualTo("from afrom b");
        }
    }

    private SecretDocument read(String path) throws SecretStoreException {
        return new FileStore(base, true).read(path, null);
    }

    private void assertFailure(String path, Kind kind, String why) {
        assertThatThrownBy(() -> read(path))
                .isInstanceOfSatisfying(
                        SecretStoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(why);
    }

    /** As the kubelet does it: a new directory, a new link renamed over the old one, the old directory deleted. */
    private static void swap(Path volume, int version) throws Exception {
        Path next = Files.createDirectory(volume.resolve("..v" + version));
        for (String key : new String[] {"user", "password", "other"}) {
            Files.writeString(next.resolve(key), Integer.toString(version));
            Path link = volume.resolve(key);
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of("..data", key));
            }
        }
        Path data = volume.resolve("..data");
        Path old = Files.exists(data) ? data.toRealPath() : null;
        Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), next.getFileName());
        Files.move(
                link,
                data,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        if (old != null) {
            for (String key : new String[] {"user", "password", "other"}) {
                Files.delete(old.resolve(key));
            }
            Files.delete(old);
        }
    }
}
