/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerIdentityTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @BeforeEach
    void credentials() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    @AfterEach
    void none() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** The example of AWS's "Derive a signing key for Signature Version 4". */
    @Test
    void judge_derives_the_key_of_the_public_example() {
        assertThat(HexFormat.of().formatHex(AwsSignature.key(SECRET, "20150830", "us-east-1", "iam")))
                .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    }

    @Test
    void question_is_signed_for_one_server_and_never_holds_the_key() throws Exception {
        Map<String, String> login = CallerIdentity.signed("eu-central-1", "vault.example");
        assertThat(login).containsEntry("iam_http_request_method", "POST");
        assertThat(decode(login.get("iam_request_url"))).isEqualTo("https://sts.eu-central-1.amazonaws.com/");
        String body = decode(login.get("iam_request_body"));
        assertThat(body).isEqualTo("Action=GetCallerIdentity&Version=2011-06-15");
        Map<String, String> headers = headers(login);
        assertThat(headers)
                .containsEntry("Host", "sts.eu-central-1.amazonaws.com")
                .containsEntry("X-Vault-AWS-IAM-Server-ID", "vault.example");
        assertThat(headers.get("Authorization"))
                .contains("/eu-central-1/sts/aws4_request", "x-vault-aws-iam-server-id");
        assertThat(AwsSignature.isRight(SECRET, headers, body)).isTrue();
        assertThat(AwsSignature.isRight("another", headers, body)).isFalse();
        headers.put("X-Vault-AWS-IAM-Server-ID", "another.example");
        assertThat(AwsSignature.isRight(SECRET, headers, body)).isFalse();
        assertThat(login.values()).noneMatch(text -> decodeOrSame(text).contains(SECRET));
    }

    @Test
    void global_service_is_asked_where_no_region_is_set() throws Exception {
        Map<String, String> login = CallerIdentity.signed("", "");
        assertThat(decode(login.get("iam_request_url"))).isEqualTo("https://sts.amazonaws.com/");
        assertThat(headers(login).get("Authorization")).contains("/us-east-1/sts/aws4_request");
    }

    static Map<String, String> headers(Map<String, String> login) {
        JsonObject json = Json.createReader(new StringReader(decode(login.get("iam_request_headers"))))
                .readObject();
        Map<String, String> headers = new HashMap<>();
        json.keySet().forEach(name -> headers.put(name, json.getJsonArray(name).getString(0)));
        return headers;
    }

    static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String decodeOrSame(String text) {
        return text.equals("POST") ? text : decode(text);
    }
}
