/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the tests of a run came to, out of the reports that Maven's plugin writes. */
final class TckResults {

    private TckResults() {}

    /** Each test with its result, sorted; one of several parameters occurs as often as it ran. */
    static List<String> of(TckRun run) {
        List<String> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(run.reports())) {
            for (Path report : files.filter(
                            file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList()) {
                addAll(report, results);
            }
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("Cannot read the reports of " + run.name(), e);
        }
        Collections.sort(results);
        return results;
    }

    private static void addAll(Path report, List<String> results)
            throws IOException, ParserConfigurationException, SAXException {
        NodeList tests = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            results.add(test.getAttribute("classname") + '.' + test.getAttribute("name") + ' ' + result(test));
        }
    }

    private static String result(Element test) {
        for (String bad : List.of("failure", "error", "skipped")) {
            if (test.getElementsByTagName(bad).getLength() > 0) {
                return bad;
            }
        }
        return "passed";
    }
}
