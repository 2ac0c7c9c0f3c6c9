/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody who comes from the Python SDK finds every variable that the library knows. */
class PythonPageTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(H[A-Z_]+)` \\|", Pattern.MULTILINE);

    @Test
    void every_variable_of_the_reference_is_on_the_page() {
        List<String> known = variables("docs/configuration.md");
        assertThat(known).hasSizeGreaterThan(40);
        assertThat(variables("docs/python.md")).containsAll(known);
    }

    private static List<String> variables(String page) {
        return ROW.matcher(Page.read(Page.ROOT.resolve(page)).text())
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
