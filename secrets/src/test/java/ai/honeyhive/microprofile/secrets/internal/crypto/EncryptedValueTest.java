/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format, judged by two independent implementations of the same standard: nimbus-jose-jwt and jose4j. */
class EncryptedValueTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PROPERTY = "db.password";

    private final KeyRing ring = KeyRing.empty().withNewKey("k1", RANDOM);

    static Stream<String> values() {
        return Stream.of("s3cret", "", "pa${ss}w$$d\\", "line\nbreak", "é中😀", "x".repeat(64 * 1024));
    }

    @ParameterizedTest
    @MethodSource("values")
    void nimbus_reads_what_we_write(String value) throws Exception {
        JWEObject jwe = JWEObject.parse(EncryptedValue.encrypt(ring, PROPERTY, value, RANDOM));
        jwe.decrypt(new DirectDecrypter(nimbusKey()));
        assertThat(jwe.getPayload().toString()).isEqualTo(value);
        assertThat(jwe.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(jwe.getHeader().getCustomParam("prop")).isEqualTo(PROPERTY);
        assertThat(jwe.getHeader().getAlgorithm()).isEqualTo(JWEAlgorithm.DIR);
        assertThat(jwe.getHeader().getEncryptionMethod()).isEqualTo(EncryptionMethod.A256GCM);
    }

    @ParameterizedTest
    @MethodSource("values")
    void we_read_what_nimbus_writes(String value) throws Exception {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("k1")
                .customParam("prop", PROPERTY)
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(value));
        jwe.encrypt(new DirectEncrypter(nimbusKey()));
        assertThat(EncryptedValue.decrypt(ring, PROPERTY, jwe.serialize())).isEqualTo(value);
    }

    /** Jose4j reads no empty one. */
    static Stream<String> valuesForJose4j() {
        return values().filter(value -> !value.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("valuesForJose4j")
    void jose4j_reads_what_we_write(String value) throws Exception {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setCompactSerialization(EncryptedValue.encrypt(ring, PROPERTY, value, RANDOM));
        jwe.setKey(jose4jKey());
        assertThat(jwe.getPlaintextString()).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void we_read_what_jose4j_writes(String value) throws Exception {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKeyIdHeaderValue("k1");
        jwe.setHeader("prop", PROPERTY);
        jwe.setKey(jose4jKey());
        jwe.setPlaintext(value.getBytes(StandardCharsets.UTF_8));
        assertThat(EncryptedValue.decrypt(ring, PROPERTY, jwe.getCompactSerialization()))
                .isEqualTo(value);
    }

    @Test
    void every_changed_character_is_refused_with_the_same_words() {
        String jwe = EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM);
        String words = refusal(ring, PROPERTY, jwe.replace(".", "!"));
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        for (int i = 0; i < jwe.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char c = alphabet.charAt(j);
                if (c != jwe.charAt(i)) {
                    String altered = jwe.substring(0, i) + c + jwe.substring(i + 1);
                    assertThat(refusal(ring, PROPERTY, altered)).isEqualTo(words);
                }
            }
        }
    }

    @Test
    void every_flipped_bit_of_every_decoded_part_is_refused() {
        String[] parts =
                EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM).split("\\.", -1);
        for (int part : new int[] {0, 2, 3, 4}) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] altered = bytes.clone();
                altered[bit / 8] ^= (byte) (1 << (bit % 8));
                String[] all = parts.clone();
                all[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
                refusal(ring, PROPERTY, String.join(".", all));
            }
        }
    }

    @Test
    void truncated_and_lengthened_values_are_refused() {
        String jwe = EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM);
        for (int end = 0; end < jwe.length(); end++) {
            refusal(ring, PROPERTY, jwe.substring(0, end));
        }
        refusal(ring, PROPERTY, jwe + "A");
        refusal(ring, PROPERTY, jwe + "=");
        refusal(ring, PROPERTY, jwe + ".");
    }

    @Test
    void value_of_another_property_is_refused() {
        refusal(ring, "db.user", EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM));
    }

    @Test
    void key_that_is_not_in_the_ring_is_refused() {
        KeyRing other = KeyRing.empty().withNewKey("k1", RANDOM);
        refusal(other, PROPERTY, EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM));
        KeyRing otherId = KeyRing.empty().withNewKey("k2", RANDOM);
        refusal(otherId, PROPERTY, EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "crit", "apu", "epk"})
    void header_that_we_do_not_write_is_refused(String more) throws Exception {
        JsonWebEncryption jwe = new JsonWebEncryption();
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
        jwe.setKeyIdHeaderValue("k1");
        jwe.setHeader("prop", PROPERTY);
        jwe.setHeader(more, "DEF");
        jwe.setKey(jose4jKey());
        jwe.setPlaintext("s3cret");
        refusal(ring, PROPERTY, jwe.getCompactSerialization());
    }

    @Test
    void ring_encrypts_with_its_first_key_and_decrypts_with_all() throws Exception {
        String old = EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM);
        KeyRing more = KeyRing.parse(ring.withNewKey("k2", RANDOM).toJwkSet());
        assertThat(more.ids()).containsExactly("k2", "k1");
        assertThat(EncryptedValue.keyId(EncryptedValue.encrypt(more, PROPERTY, "x", RANDOM)))
                .isEqualTo("k2");
        assertThat(EncryptedValue.decrypt(more, PROPERTY, old)).isEqualTo("s3cret");
    }

    @Test
    void same_value_never_looks_the_same_twice() {
        assertThat(EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM))
                .isNotEqualTo(EncryptedValue.encrypt(ring, PROPERTY, "s3cret", RANDOM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"canary\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"alg\":\"HS256\","
                        + "\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}"
            })
    void unusable_ring_is_refused_without_its_text(String ring) {
        assertThatThrownBy(() -> KeyRing.parse(ring))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void keys_are_in_no_text_of_a_ring() {
        String key = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ring.key("k1").getEncoded());
        assertThat(ring.toString()).doesNotContain(key).contains("k1");
    }

    @Test
    void sealed_value_opens_to_what_it_was() throws Exception {
        SealedValue value = new SealedValue("s3cret");
        assertThat(value.open()).isEqualTo("s3cret");
    }

    private static String refusal(KeyRing ring, String property, String jwe) {
        try {
            EncryptedValue.decrypt(ring, property, jwe);
        } catch (UndecryptableException e) {
            assertThat(e.getCause()).isNull();
            return e.getMessage();
        }
        return fail("accepted: " + jwe);
    }

    /** Nimbus reads our ring by its own rules. */
    private SecretKey nimbusKey() throws Exception {
        return JWKSet.parse(ring.toJwkSet())
                .getKeyByKeyId("k1")
                .toOctetSequenceKey()
                .toSecretKey("AES");
    }

    /** So does jose4j. */
    private java.security.Key jose4jKey() throws Exception {
        return new JsonWebKeySet(ring.toJwkSet()).getJsonWebKeys().get(0).getKey();
    }
}
