/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one document that become properties. Package-private patterns: only this decides what gets in.
 */
public final class Import {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private final String prefix;
    private final DocumentId document;
    private final List<NamePattern> fields;
    private final boolean required;

    Import(String prefix, DocumentId document, List<NamePattern> fields, boolean required) {
        this.prefix = prefix;
        this.document = document;
        this.fields = fields;
        this.required = required;
    }

    /** What the properties' names begin with, without the dot. */
    public String prefix() {
        return prefix;
    }

    /** What is read. */
    public DocumentId document() {
        return document;
    }

    /** Whether the application must not start without the document. */
    public boolean required() {
        return required;
    }

    /** The property that a field becomes, {@code null} where it must not become any. */
    public @Nullable String property(String field) {
        return FIELD.matcher(field).matches() && NamePattern.anyMatches(fields, field) ? prefix + "." + field : null;
    }
}
