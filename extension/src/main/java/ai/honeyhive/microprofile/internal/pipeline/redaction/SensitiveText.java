/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import ai.honeyhive.microprofile.evaluation.internal.sensitive.Detectors;
import ai.honeyhive.microprofile.evaluation.internal.sensitive.Finding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Masks what the evaluators' detectors find in a text, in one pass and in linear time; JSON stays valid. */
final class SensitiveText {

    static final String SECRET = "[REDACTED:secret]";

    private final String text;
    private final Consumer<String> hits;
    private final boolean json;
    private boolean inString;
    private @Nullable StringBuilder out;
    private int copied;

    private SensitiveText(String text, Consumer<String> hits) {
        this.text = text;
        this.hits = hits;
        this.json = looksLikeJson(text);
    }

    /** The text without what is sensitive in it; the same object where there is none. */
    static String masked(String text) {
        return masked(text, kind -> {});
    }

    /** The same, and the kind of each thing that was masked is told. */
    static String masked(String text, Consumer<String> hits) {
        return new SensitiveText(text, hits).run();
    }

    /** Whether something by this name is a secret whatever its value looks like. */
    static boolean isSecretName(String name) {
        return Detectors.isSecretName(name);
    }

    private static boolean looksLikeJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    private String run() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                inString ^= json && !isEscaped(at);
                at++;
                continue;
            }
            Finding finding = Detectors.at(text, at, copied);
            if (finding == null) {
                at = Detectors.next(text, at);
            } else {
                mask(finding);
                at = finding.end();
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private void mask(Finding finding) {
        if (out == null) {
            out = new StringBuilder(text.length() + 32);
        }
        hits.accept(finding.kind());
        out.append(text, copied, finding.start());
        String replacement = "[REDACTED:" + finding.kind() + "]";
        boolean outside = json && !inString;
        boolean behindQuote = finding.start() > 0 && text.charAt(finding.start() - 1) == '"';
        // A bare number or word in JSON becomes a string, so that the JSON stays valid.
        out.append(outside && !behindQuote ? '"' + replacement + '"' : replacement);
        inString |= outside && behindQuote;
        copied = finding.end();
    }

    private boolean isEscaped(int at) {
        int backslashes = 0;
        while (at > backslashes && text.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
