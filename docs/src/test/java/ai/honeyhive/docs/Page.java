/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of the repository. */
record Page(Path path, String text) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
    private static final Pattern FENCE =
            Pattern.compile("^( *)(`{3,}|~{3,})([^\n]*)\n(.*?)^ *\\2 *$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern COMMENT_ABOVE = Pattern.compile("<!--\\s*(.*?)\\s*-->\\s*$", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *#*$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern REFERENCE = Pattern.compile("^ {0,3}\\[[^\\]]+\\]: *(\\S+)", Pattern.MULTILINE);
    private static final Pattern HTML = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(`+)(?!`).+?(?<!`)\\1(?!`)", Pattern.DOTALL);
    private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]+)\"");

    /**
     * A block of code.
     *
     * @param language its first word, empty for none
     * @param note the text of an HTML comment directly above, empty for none
     */
    record Snippet(Path page, int line, String language, String note, String code) {

        @Override
        public String toString() {
            return ROOT.relativize(page) + ":" + line;
        }
    }

    static List<Page> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(ROOT.relativize(file).toString().split("[/\\\\]", -1))
                            .noneMatch(NOT_OURS::contains))
                    .sorted()
                    .map(Page::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path path) {
        try {
            return new Page(path, Files.readString(path).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            String before = text.substring(0, fence.start());
            Matcher comment = COMMENT_ABOVE.matcher(before.substring(Math.max(0, before.lastIndexOf("<!--"))));
            snippets.add(new Snippet(
                    path,
                    (int) before.lines().count() + 1,
                    fence.group(3).strip().replaceAll(" .*", ""),
                    comment.matches() ? comment.group(1) : "",
                    fence.group(4).indent(-fence.group(1).length())));
        }
        return snippets;
    }

    /** Where its links and pictures lead, as written. */
    List<String> links() {
        String prose = prose();
        String withoutCode = CODE.matcher(prose).replaceAll("code");
        List<String> links = new ArrayList<>();
        for (Pattern pattern : List.of(LINK, REFERENCE, HTML)) {
            pattern.matcher(withoutCode).results().forEach(link -> links.add(link.group(1)));
        }
        return links;
    }

    /** What a link into the page may name, as GitHub makes it of the headings. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        String prose = prose();
        HEADING.matcher(prose).results().forEach(heading -> {
            String slug = heading.group(1)
                    .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\p{Pc} -]", "")
                    .replace(' ', '-');
            int count = seen.merge(slug, 1, Integer::sum);
            anchors.add(count == 1 ? slug : slug + "-" + (count - 1));
        });
        ANCHOR.matcher(prose).results().forEach(anchor -> anchors.add(anchor.group(1)));
        return anchors;
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("");
    }
}
