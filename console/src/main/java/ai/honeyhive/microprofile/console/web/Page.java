/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page and its assets: a fixed list, read once, so that no path can lead elsewhere. */
final class Page {
    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "console.css", "text/css; charset=utf-8",
            "console.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

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
