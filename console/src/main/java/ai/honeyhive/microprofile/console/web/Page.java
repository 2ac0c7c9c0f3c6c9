/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page and its assets: a fixed list, read once, so that no path can lead elsewhere. */
final class Page {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("index.html", "text/html; charset=utf-8"),
            Map.entry("console.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("inter.woff2", "font/woff2"),
            Map.entry("api.js", SCRIPT),
            Map.entry("audit.js", SCRIPT),
            Map.entry("charts.js", SCRIPT),
            Map.entry("console.js", SCRIPT),
            Map.entry("detail.js", SCRIPT),
            Map.entry("dom.js", SCRIPT),
            Map.entry("format.js", SCRIPT),
            Map.entry("list.js", SCRIPT),
            Map.entry("experiments.js", SCRIPT),
            Map.entry("requests.js", SCRIPT),
            Map.entry("scores.js", SCRIPT),
            Map.entry("session.js", SCRIPT),
            Map.entry("talk.js", SCRIPT),
            Map.entry("tracers.js", SCRIPT),
            Map.entry("values.js", SCRIPT));

    private Page() {}

    static List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Answer answer = new Answer(200, file.getValue(), read(file.getKey()), Map.of("Cache-Control", "no-cache"));
            String path = file.getKey().equals("index.html") ? "/" : "/" + file.getKey();
            routes.add(new Route("GET", path, Route.Access.READER, call -> answer));
        }
        return routes;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream("/ai/honeyhive/microprofile/console/page/" + name)) {
            if (in == null) {
                throw new IOException("the jar lacks the page's file " + name);
            }
            return in.readAllBytes();
        }
    }
}
