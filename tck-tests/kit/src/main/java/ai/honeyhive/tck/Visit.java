/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import static java.util.stream.Collectors.toList;

import java.util.List;

/**
 * One request to the application, and what its code saw on the way.
 *
 * @param call the id of the call, an argument of every traced method
 * @param traceId the trace of the caller, sent as {@code traceparent}
 * @param parentId the span of the caller
 * @param status the HTTP status
 * @param lines what the application noted
 */
public record Visit(String call, String traceId, String parentId, int status, List<String> lines) {

    /**
     * What the code saw as its current span and session.
     *
     * @param session the session that a request to another service would carry, {@code -} where there is none
     */
    public record Sighting(String traceId, String spanId, String session) {

        /** Whether the code saw a span at all. */
        public boolean isValid() {
            return !traceId.matches("0+") && !spanId.matches("0+");
        }
    }

    /** What the code saw at a place that it passed once. */
    public Sighting seen(String where) {
        String[] parts = said(where).split(" ", 3);
        return new Sighting(parts[0], parts[1], parts[2]);
    }

    /** What the code said under a key that it used once. */
    public String said(String key) {
        List<String> found = lines.stream()
                .filter(line -> line.startsWith(key + '='))
                .map(line -> line.substring(key.length() + 1))
                .collect(toList());
        if (found.size() != 1) {
            throw new AssertionError("Expected one line for " + key + " in the application's answer: " + this);
        }
        return found.get(0);
    }
}
