/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.jsonschema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.util.List;
import java.util.Locale;

/** A schema that was checked, and JSON held against it. Loads nothing: only itself and the drafts can be referred to. */
final class Schema {

    /** What is doubtful is no JSON: a duplicate name, or something after the end. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonSchema schema;

    Schema(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + place(e), e);
        }
        try {
            VersionFlag draft =
                    SpecVersionDetector.detectOptionalVersion(json, true).orElse(VersionFlag.V202012);
            JsonSchema meta = factory(draft).getSchema(SchemaLocation.of(draft.getId()), config());
            List<String> wrong = messages(meta, json);
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException("is no JSON schema: " + wrong.get(0));
            }
            schema = factory(draft).getSchema(json, config());
            schema.initializeValidators();
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException("cannot be used: " + e.getMessage(), e);
        }
    }

    private static JsonSchemaFactory factory(VersionFlag draft) {
        return JsonSchemaFactory.getInstance(
                draft,
                builder -> builder.schemaLoaders(loaders ->
                        loaders.add(new AllowSchemaLoader(iri -> iri.toString().startsWith("classpath:draft")))));
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
    }

    /** What is wrong with a text, in words that name the place; empty if nothing is. */
    List<String> errors(String text) {
        try {
            return messages(schema, JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + place(e));
        }
    }

    private static List<String> messages(JsonSchema schema, JsonNode json) {
        return schema.validate(json).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** Jackson's own message quotes the text. */
    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "it is empty"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
