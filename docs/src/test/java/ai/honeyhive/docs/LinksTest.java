/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every link inside the repository leads somewhere. Nothing is asked over the network. */
class LinksTest {

    @Test
    void every_link_leads_to_a_file_and_every_anchor_to_a_heading() {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                checked++;
                String problem = problem(page, link);
                if (problem != null) {
                    broken.add(Page.ROOT.relativize(page.path()) + ": " + link + " " + problem);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(checked).isGreaterThan(60);
    }

    @Test
    void a_broken_link_would_be_found() {
        Page page = new Page(Page.ROOT.resolve("docs/made-up.md"), """
                # Keys & `values`

                [here](#keys--values), [there](configuration.md#keys), [over
                two lines](../README.md), `[code](no-link.md)`

                ```md
                [in a fence](no-link.md)
                ```

                [gone](gone.md), [no heading](configuration.md#gone), ![picture](images/gone.png)
                """);
        assertThat(page.links().stream().filter(link -> problem(page, link) != null))
                .containsExactly("gone.md", "configuration.md#gone", "images/gone.png");
    }

    /** A page that nothing leads to is not found by anybody. */
    @Test
    void every_page_in_docs_can_be_reached_from_the_readme() {
        Set<Path> reached = new TreeSet<>();
        follow(Page.ROOT.resolve("README.md"), reached);
        assertThat(reached)
                .containsAll(Page.all().stream()
                        .map(Page::path)
                        .filter(path -> path.startsWith(Page.ROOT.resolve("docs")))
                        .toList());
    }

    private static void follow(Path path, Set<Path> reached) {
        if (!reached.add(path) || !path.toString().endsWith(".md")) {
            return;
        }
        Page page = Page.read(path);
        for (String link : page.links()) {
            Path target = target(page, link);
            if (!link.matches("[a-z]+:.*") && Files.isRegularFile(target)) {
                follow(target, reached);
            }
        }
    }

    private static String problem(Page page, String link) {
        Path target = target(page, link);
        if (!target.equals(page.path()) && !Files.exists(target)) {
            return "leads nowhere";
        }
        int hash = link.indexOf('#');
        if (hash < 0 || !target.toString().endsWith(".md")) {
            return null;
        }
        Page there = target.equals(page.path()) ? page : Page.read(target);
        return there.anchors().contains(link.substring(hash + 1)) ? null : "has no such heading";
    }

    private static Path target(Page page, String link) {
        int hash = link.indexOf('#');
        String file = URLDecoder.decode(hash < 0 ? link : link.substring(0, hash), StandardCharsets.UTF_8);
        return file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
    }
}
