/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialSuccessTest {

    private static final String PROTOBUF = "application/x-protobuf";

    private static final byte[] SEVEN = ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setErrorMessage("no session")
                    .setRejectedSpans(7))
            .build()
            .toByteArray();

    @Test
    void protobuf() {
        assertThat(PartialSuccess.rejected(PROTOBUF, SEVEN)).isEqualTo(7);
        assertThat(PartialSuccess.rejected(PROTOBUF, new byte[0])).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partialSuccess\":{\"rejectedSpans\":\"7\"}}",
                "{ \"partialSuccess\" : { \"errorMessage\" : \"x\", \"rejectedSpans\" : 7 } }",
                "{\"partial_success\":{\"rejected_spans\":7}}"
            })
    void json(String body) {
        assertThat(PartialSuccess.rejected("application/json", body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"success\":true}", "<html>", "{\"rejectedSpans\":\"many\"}", "{\"rejectedSpans\":-7}"})
    void whatSaysNothing_meansNone(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(PartialSuccess.rejected("application/json", bytes)).isZero();
        assertThat(PartialSuccess.rejected(PROTOBUF, bytes)).isZero();
    }

    @Test
    void brokenProtobuf_meansNone() {
        for (int i = 0; i < SEVEN.length; i++) {
            assertThat(PartialSuccess.rejected(PROTOBUF, Arrays.copyOf(SEVEN, i)))
                    .isIn(0L, 7L);
            byte[] flipped = SEVEN.clone();
            flipped[i] ^= (byte) 0xFF;
            assertThatCode(() -> PartialSuccess.rejected(PROTOBUF, flipped)).doesNotThrowAnyException();
        }
        byte[] nested = new byte[64 << 10];
        Arrays.fill(nested, (byte) 0x0A);
        assertThat(PartialSuccess.rejected(PROTOBUF, nested)).isZero();
    }
}
