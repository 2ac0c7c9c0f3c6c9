/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything under {@code honeyhive.secrets}, but for the settings of stores.
 *
 * @param mappings properties and where their values are
 * @param imports documents whose fields become properties
 * @param encrypted properties and their encrypted values
 * @param ordinal the config source's
 * @param bootBudget the longest that the start waits
 * @param maxStale how long the last good value stays in use
 * @param dropDeleted whether a deleted secret's value is gone at once
 * @param expressions whose property expressions the values are protected from
 */
public record SecretsSettings(
        List<Mapping> mappings,
        List<Import> imports,
        Map<String, String> encrypted,
        int ordinal,
        Duration bootBudget,
        Duration maxStale,
        boolean dropDeleted,
        String expressions) {

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return mappings.isEmpty() && imports.isEmpty() && encrypted.isEmpty();
    }

    /** What is to be read. */
    public Set<DocumentId> documents() {
        Set<DocumentId> documents = new LinkedHashSet<>();
        mappings.forEach(mapping -> documents.add(mapping.reference().document()));
        imports.forEach(imported -> documents.add(imported.document()));
        return documents;
    }

    /** Never a value: encrypted ones are left out too. */
    @Override
    public String toString() {
        return "SecretsSettings[" + mappings.size() + " mapped, " + imports.size() + " imported, " + encrypted.size()
                + " encrypted]";
    }
}
