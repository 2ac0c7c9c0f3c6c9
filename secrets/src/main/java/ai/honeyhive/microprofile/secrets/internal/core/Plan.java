/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.SecretDocument;
import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.config.DocumentId;
import ai.honeyhive.microprofile.secrets.internal.config.Import;
import ai.honeyhive.microprofile.secrets.internal.config.Mapping;
import ai.honeyhive.microprofile.secrets.internal.config.SecretsSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which field of which document becomes which property. */
final class Plan {

    private final List<Mapping> mappings;
    private final List<Import> imports;

    Plan(SecretsSettings settings) {
        this.mappings = settings.mappings();
        this.imports = settings.imports();
    }

    /**
     * The properties that a document gives. A mapping wins over an import.
     *
     * @param held the properties that have a value from this document
     * @throws SecretStoreException if a required property is missing in it, or one that has a value
     */
    Map<String, String> values(DocumentId id, SecretDocument document, Set<String> held) throws SecretStoreException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Import imported : imports) {
            if (imported.document().equals(id)) {
                document.fields().forEach((field, value) -> {
                    String property = imported.property(field);
                    if (property != null && !value.isEmpty()) {
                        values.put(property, value);
                    }
                });
            }
        }
        for (Mapping mapping : mappings) {
            if (mapping.reference().document().equals(id)) {
                String value = field(mapping, document);
                if (value != null) {
                    values.put(mapping.property(), value);
                } else if (mapping.required()) {
                    throw missing(mapping, document);
                }
            }
        }
        Set<String> lost = new TreeSet<>(held);
        lost.removeAll(values.keySet());
        if (!lost.isEmpty()) {
            throw new SecretStoreException(
                    Kind.NOT_FOUND, id + " has no field for " + lost + " any more; all its last values stay in use");
        }
        return values;
    }

    private static @Nullable String field(Mapping mapping, SecretDocument document) {
        Map<String, String> fields = document.fields();
        String field = mapping.reference().field();
        String value = field.isEmpty() && fields.size() == 1
                ? fields.values().iterator().next()
                : fields.get(field);
        // MicroProfile Config takes an empty value for "unset".
        return value == null || value.isEmpty() ? null : value;
    }

    private static SecretStoreException missing(Mapping mapping, SecretDocument document) {
        String field = mapping.reference().field();
        String why;
        if (document.fields().containsKey(field)) {
            why = "is empty, which MicroProfile Config takes for unset";
        } else if (field.isEmpty()) {
            why = "has " + document.fields().size() + " fields: name one after #";
        } else {
            why = "has no such field";
        }
        return new SecretStoreException(Kind.NOT_FOUND, mapping.reference() + " for " + mapping.property() + " " + why);
    }

    /** All properties that a document gives or may give. */
    Set<String> propertiesOf(DocumentId id) {
        Set<String> properties = new TreeSet<>();
        for (Mapping mapping : mappings) {
            if (mapping.reference().document().equals(id)) {
                properties.add(mapping.property());
            }
        }
        for (Import imported : imports) {
            if (imported.document().equals(id)) {
                properties.add(imported.prefix() + ".*");
            }
        }
        return properties;
    }

    /** The properties that the application cannot start without, but for what a document's import brings. */
    Set<String> requiredOf(DocumentId id) {
        Set<String> required = new TreeSet<>();
        for (Mapping mapping : mappings) {
            if (mapping.required() && mapping.reference().document().equals(id)) {
                required.add(mapping.property());
            }
        }
        for (Import imported : imports) {
            if (imported.required() && imported.document().equals(id)) {
                required.add(imported.prefix() + ".*");
            }
        }
        return required;
    }
}
