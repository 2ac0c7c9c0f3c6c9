/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method and a path, in which {@code {}} stands for any one segment.
 *
 * @param access who may call it
 */
record Route(String method, String template, Access access, Handler handler) {

    /** Who may call a route. */
    enum Access {
        /** Like HoneyHive: a bearer key is required. Calls are kept for {@code /api/requests}. */
        KEY,
        /** Like a plain OTLP receiver: no key. Calls are kept too. */
        SINK,
        /** The console's own pages and read API: open, unless the console has a token. */
        READER
    }

    /** What a route does. */
    interface Handler {
        Answer handle(Call call) throws HttpError, SQLException;
    }

    /** What stands for the braces if the path fits. */
    Optional<List<String>> match(String rawPath) {
        String[] wanted = template.split("/", -1);
        String[] given = rawPath.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("{}") && !given[i].isEmpty()) {
                variables.add(decode(given[i]));
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static String decode(String segment) {
        // A plus is a plus in a path: only the query gives it another meaning.
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
