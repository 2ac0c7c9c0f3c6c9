/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.jsonschema;

import ai.honeyhive.microprofile.evaluation.Evaluator;
import ai.honeyhive.microprofile.evaluation.EvaluatorFactory;
import ai.honeyhive.microprofile.evaluation.EvaluatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes the evaluator {@code json-schema}. Settings: {@code schema}, the schema itself, or {@code resource}, where it stands
 * on the class path; {@code allow-fence} (false), whether the JSON may stand between Markdown's fences. The draft is the one
 * that the schema's {@code $schema} names, else 2020-12.
 */
public final class JsonSchemaEvaluatorFactory implements EvaluatorFactory {

    /** For the service loader. */
    public JsonSchemaEvaluatorFactory() {}

    @Override
    public String name() {
        return "json-schema";
    }

    @Override
    public Evaluator create(EvaluatorSettings settings) {
        Optional<String> schema = settings.text("schema");
        Optional<String> resource = settings.text("resource");
        boolean fences = settings.flag("allow-fence", false);
        if (schema.isPresent() == resource.isPresent()) {
            throw new IllegalArgumentException(
                    "evaluator '" + settings.evaluator()
                            + "' needs one of the settings 'schema', a JSON schema, and 'resource', its place on the class path");
        }
        String text = schema.orElseGet(() -> read(settings, resource.orElseThrow()));
        try {
            return new JsonSchemaEvaluator(settings.evaluator(), new Schema(text), fences);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the " + resource.map(place -> "resource '" + place + "'").orElse("setting 'schema'")
                            + " of evaluator '" + settings.evaluator() + "' " + e.getMessage(),
                    e);
        }
    }

    private static String read(EvaluatorSettings settings, String place) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? JsonSchemaEvaluatorFactory.class.getClassLoader() : context;
        try (InputStream in = loader.getResourceAsStream(place)) {
            if (in == null) {
                throw settings.wrong("resource", place, "a resource of the application's class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + place + " cannot be read", e);
        }
    }
}
