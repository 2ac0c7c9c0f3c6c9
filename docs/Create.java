/* SPDX-License-Identifier: Apache-2.0 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the project of a tutorial, a file for each snippet of the page:
 * {@code java docs/Create.java quarkus|open-liberty|payara DIRECTORY}.
 */
public class Create {

    private static final Pattern FILE =
            Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern RUN =
            Pattern.compile("<!-- run: \\w+ -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);

    public static void main(String[] args) throws IOException {
        Path page = args.length == 2 ? Path.of("docs", args[0] + ".md") : null;
        if (page == null || !Files.isRegularFile(page)) {
            System.err.println("In the root of the repository: java docs/Create.java quarkus|open-liberty|payara DIRECTORY");
            System.exit(3);
        }
        Path directory = Files.createDirectories(Path.of(args[1]));
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                System.err.println(directory + " is not empty; nothing was written");
                System.exit(3);
            }
        }
        String text = Files.readString(page).replace("\r\n", "\n");
        for (Matcher file = FILE.matcher(text); file.find(); ) {
            Path path = directory.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2) + "\n");
        }
        System.out.println("There is a project in " + directory + ". Start the console, then, there:\n");
        RUN.matcher(text).results().forEach(run -> System.out.println(run.group(1)));
    }
}
