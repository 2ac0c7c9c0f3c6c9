/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.evaluation.PriceTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the table of prices. A wrong one is none: half a table, or another one, would give wrong costs. */
final class PriceReader {

    private static final String BUILT_IN = "built-in";
    private static final String NONE = "none";
    private static final String RESOURCE = "classpath:";

    private final ConfigReader reader;

    PriceReader(ConfigReader reader) {
        this.reader = reader;
    }

    @Nullable
    PriceTable read() {
        String place = reader.readOrDefault(ConfigKeys.COST_PRICES);
        if (place.equals(NONE)) {
            return null;
        }
        try {
            return place.equals(BUILT_IN) ? PriceTable.builtIn() : PriceTable.parse(text(place), place);
        } catch (NoSuchFileException | FileNotFoundException e) {
            problem("there is no " + place);
        } catch (IOException | InvalidPathException e) {
            problem(place + " cannot be read (" + e.getClass().getName() + ")");
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static String text(String place) throws IOException {
        if (!place.startsWith(RESOURCE)) {
            return Files.readString(Path.of(place));
        }
        String name = place.substring(RESOURCE.length()).replaceFirst("\\A/+", "");
        try (InputStream resource = resource(name)) {
            if (resource == null) {
                throw new FileNotFoundException(name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static @Nullable InputStream resource(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        InputStream resource = application == null ? null : application.getResourceAsStream(name);
        return resource == null ? PriceReader.class.getResourceAsStream('/' + name) : resource;
    }

    private void problem(String what) {
        reader.problem(reader.where(ConfigKeys.COST_PRICES) + " is not usable: " + what + ". Allowed is "
                + ConfigKeys.COST_PRICES.type().allowed() + ". Until it is corrected no cost is worked out.");
    }
}
