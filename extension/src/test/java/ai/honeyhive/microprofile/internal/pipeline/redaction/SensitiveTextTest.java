/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTextTest {

    /** RFC 7519 section 3.1. */
    private static final String JWT = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // RFC 6750 section 2.1 and RFC 7617 section 2
                "Authorization: Bearer mF_9.B5f-4.1JqM, x|Authorization: [REDACTED:secret], x",
                "a bearer mF_9.B5f-4.1JqM!|a bearer [REDACTED:secret]!",
                "use basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== here|use basic [REDACTED:secret] here",
                "key hh_9fQ2mZ81kLx0Yt7a is mine|key [REDACTED:secret] is mine",
                "hh_ingst_abc123_Zm9vYmFyMTIz|[REDACTED:secret]",
                "sk-proj-Zx81kLmQ2mZ81kLx0|[REDACTED:secret]",
                "sk_live_4eC39HqLyjWDarjtT1|[REDACTED:secret]",
                // the example key of AWS' documentation
                "AKIAIOSFODNN7EXAMPLE.|[REDACTED:secret].",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a|[REDACTED:secret]",
                "xoxb-17653672481-19874698323|[REDACTED:secret]",
            })
    void a_key_that_one_knows_by_its_look_is_masked(String text, String masked) {
        assertThat(SensitiveText.masked(text)).isEqualTo(masked);
    }

    @Test
    void a_json_web_token_is_masked_to_its_signature() {
        assertThat(SensitiveText.masked("got <" + JWT + "> back")).isEqualTo("got <[REDACTED:jwt]> back");
    }

    @Test
    void a_private_key_is_masked_from_its_first_line_to_its_last() {
        String pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----";

        assertThat(SensitiveText.masked("a " + pem + " z")).isEqualTo("a [REDACTED:private-key] z");
        assertThat(SensitiveText.masked("a " + pem.substring(0, 40))).isEqualTo("a [REDACTED:private-key]");
        assertThat(SensitiveText.masked("-----BEGIN CERTIFICATE-----\nMIIEow")).endsWith("MIIEow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jdbc:x;password=geheim;user=a|jdbc:x;password=[REDACTED:secret];user=a",
                "https://host/p?access_token=abc123&x=1|https://host/p?access_token=[REDACTED:secret]&x=1",
                "DB_PASSWORD = 'pass word' # x|DB_PASSWORD = '[REDACTED:secret]' # x",
                "{\"api_key\": \"abc\", \"n\": 1}|{\"api_key\": \"[REDACTED:secret]\", \"n\": 1}",
                "{\"password\":12345,\"n\":1}|{\"password\":\"[REDACTED:secret]\",\"n\":1}",
                "{\"b\":\"{\\\"secret\\\":\\\"x y\\\",\\\"n\\\":1}\"}|{\"b\":\"{\\\"secret\\\":\\\"[REDACTED:secret]\\\",\\\"n\\\":1}\"}",
                "x-api-key: abcdef|x-api-key: [REDACTED:secret]",
                "token: Bearer abc12345xyz|token: [REDACTED:secret]",
                "clientSecret=\"a\\\"b\" end|clientSecret=\"[REDACTED:secret]\" end",
            })
    void a_value_whose_name_says_that_it_is_secret_is_masked(String text, String masked) {
        assertThat(SensitiveText.masked(text)).isEqualTo(masked);
    }

    /** Test numbers that card networks publish, as PayPal's and Stripe's documentation list them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "4012-8888-8888-1881",
                "5555555555554444",
                "378282246310005",
                "6011111111111117",
                "3530111333300000",
                "30569309025904"
            })
    void a_card_number_with_the_right_check_digit_is_masked(String number) {
        assertThat(SensitiveText.masked("pay with " + number + ", please"))
                .isEqualTo("pay with [REDACTED:card], please");
    }

    /** Examples of the IBAN registry. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89370400440532013000",
                "DE89 3704 0044 0532 0130 00",
                "GB29 NWBK 6016 1331 9268 19",
                "NO9386011117947",
                "FR1420041010050500013M02606",
                "MT84MALT011000012345MTLCAST001S"
            })
    void an_account_number_with_the_right_check_digits_is_masked(String number) {
        assertThat(SensitiveText.masked("to " + number + ".")).isEqualTo("to [REDACTED:iban].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to anna.b+x@mail.example.org.|write to [REDACTED:email].",
                "<a@b.co>,c@d.example|<[REDACTED:email]>,[REDACTED:email]",
            })
    void an_email_address_is_masked(String text, String masked) {
        assertThat(SensitiveText.masked(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The bearer certificates of Basic principles, and the basic authentication scheme",
                "pip install sk-learn-contrib-extras; format hh_mm_ss_and_more; xoxo-hugs",
                "4111 1111 1111 1112 and 1234567890123456 fail their check digit",
                "DE89370400440532013001 fails as well, GB99 is a postcode",
                "at 1732550400000 ms, 0.4111111111111111, id 45678901-2345-4678-9123-456789012345",
                "gen_ai.usage.input_tokens=12, max_tokens: 100, \"token_type\": \"input\"",
                "The next token: Hello. password=${DB_PASSWORD} secret=null api_key=***",
                "npm i @scope/pkg@1.2.3, user@localhost, @Inject",
                "{\"a\":[1,2,3],\"b\":\"x: y = z\"}",
                "AKIA is a prefix, eyJ too",
                ""
            })
    void harmless_text_stays_the_very_same_object(String text) {
        assertThat(SensitiveText.masked(text)).isSameAs(text);
    }

    @Test
    void json_stays_json_where_a_bare_number_is_masked() {
        assertThat(SensitiveText.masked("[{\"card\":4111111111111111,\"t\":\"no, 4111111111111111\"}]"))
                .isEqualTo("[{\"card\":\"[REDACTED:card]\",\"t\":\"no, [REDACTED:card]\"}]");
    }

    @Test
    void text_between_two_findings_is_kept() {
        assertThat(SensitiveText.masked("a@b.example 4111111111111111 x password=p a@b.example"))
                .isEqualTo("[REDACTED:email] [REDACTED:card] x password=[REDACTED:secret] [REDACTED:email]");
    }

    static Stream<Arguments> hostileTexts() {
        return Stream.of(
                        "hh_a-",
                        "-eyJ",
                        ".eyJaaaaaaaaaa",
                        "bearer ",
                        "basic aaaaaaaa ",
                        "@",
                        "a@",
                        "@a.",
                        "=",
                        "a:",
                        "\\\"",
                        "-----BEGIN ",
                        "-----BEGIN PRIVATE KEY-----",
                        "1 ",
                        "1-",
                        "4111-",
                        "DE8",
                        "DE89 ",
                        "password=",
                        "token:",
                        "AKIA",
                        "{\"",
                        "secret=\\\"",
                        "xoxb-",
                        "_")
                .map(Arguments::of);
    }

    /** Quadratic work on a million characters takes minutes, linear work a fraction of a second. */
    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostile_text_costs_linear_time(String unit) {
        String text = unit.repeat(1_000_000 / unit.length());

        assertTimeoutPreemptively(Duration.ofSeconds(15), () -> SensitiveText.masked(text));
    }
}
