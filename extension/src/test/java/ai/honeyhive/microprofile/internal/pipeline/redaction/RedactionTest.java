/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.export.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final String SECRET = "sk-proj-Zx81kLmQ2mZ81kLx0";

    @Test
    void no_text_of_a_record_escapes() {
        Attributes sensitive = Attributes.of(AttributeKey.stringKey("a"), "use " + SECRET);
        SpanRecord record = new SpanRecord(
                SpanContext.getInvalid(),
                SpanContext.getInvalid(),
                "GET /" + SECRET,
                SpanKind.CLIENT,
                1,
                2,
                sensitive,
                sensitive,
                List.of(new SpanRecord.Event("exception", 1, sensitive)),
                List.of(new SpanRecord.Link(SpanContext.getInvalid(), sensitive)),
                StatusCode.ERROR,
                "failed with " + SECRET,
                0,
                new SpanRecord.Scope("scope", "", ""),
                sensitive,
                true);

        SpanRecord redacted = new Redaction().apply(record);

        assertThat(redacted.toString()).doesNotContain("Zx81kLmQ2mZ81kLx0");
        assertThat(redacted.statusDescription()).isEqualTo("failed with [REDACTED:secret]");
        assertThat(redacted.attributes().get(AttributeKey.stringKey("a"))).isEqualTo("use [REDACTED:secret]");
        assertThat(redacted.critical()).isTrue();
    }

    @Test
    void an_attribute_whose_name_says_that_it_is_secret_is_masked_whole() {
        Attributes masked = new Redaction()
                .masked(Attributes.builder()
                        .put("honeyhive_inputs.password", "hunter two")
                        .put(AttributeKey.stringArrayKey("http.request.header.x-api-key"), List.of("abc"))
                        .put("gen_ai.usage.input_tokens", 12)
                        .build());

        assertThat(masked.get(AttributeKey.stringKey("honeyhive_inputs.password")))
                .isEqualTo("[REDACTED:secret]");
        assertThat(masked.get(AttributeKey.stringArrayKey("http.request.header.x-api-key")))
                .containsExactly("[REDACTED:secret]");
        assertThat(masked.get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
                .isEqualTo(12);
    }

    @Test
    void lists_of_text_are_searched() {
        AttributeKey<List<String>> key = AttributeKey.stringArrayKey("list");

        Attributes masked = new Redaction().masked(Attributes.of(key, List.of("fine", "to anna@mail.example")));

        assertThat(masked.get(key)).containsExactly("fine", "to [REDACTED:email]");
    }

    @Test
    void attributes_without_findings_stay_the_very_same_object() {
        Attributes attributes = Attributes.builder()
                .put("honeyhive.session_id", "45678901-2345-4678-9123-456789012345")
                .put("list", "a", "b")
                .put("text", "nothing to hide")
                .build();

        assertThat(new Redaction().masked(attributes)).isSameAs(attributes);
    }
}
