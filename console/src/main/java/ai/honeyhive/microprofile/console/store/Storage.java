/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the data lives. */
public sealed interface Storage {

    /** In words, for people; without any secret. */
    String words();

    /** Gone at the end. */
    record Memory() implements Storage {
        @Override
        public String words() {
            return "memory";
        }
    }

    /** A database file in a directory. */
    record Directory(Path path) implements Storage {
        @Override
        public String words() {
            return "file in " + path.toAbsolutePath();
        }
    }

    /**
     * A database of a PostgreSQL server.
     *
     * @param url {@code jdbc:postgresql:…}, without a password
     * @param user {@code null} for the one in the URL, or the driver's default
     * @param password {@code null} for none
     */
    record PostgreSql(
            String url, @Nullable String user, @Nullable String password) implements Storage {
        @Override
        public String words() {
            return "PostgreSQL, " + url.replaceAll("^jdbc:postgresql:(//)?|\\?.*$", "");
        }

        @Override
        public String toString() {
            return words();
        }
    }
}
