/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** An issuer of tokens as MicroProfile JWT wants them, with a key of this JVM. */
final class Tokens {

    private static final String ISSUER = "https://issuer.example";
    private static final String KEY_ID = "kit";
    private static final KeyPair KEYS = generate();

    private Tokens() {}

    /** What makes a server take these tokens and no others. */
    static Map<String, String> settings() {
        return Map.of(
                "mp.jwt.verify.issuer",
                ISSUER,
                "mp.jwt.verify.publickey",
                Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
    }

    /** A token, signed with RS256. */
    static String issue(Map<String, ?> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("maria")
                .claim("upn", "maria@shop.example")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
        claims.forEach(all::claim);
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(KEY_ID)
                            .build(),
                    all.build());
            token.sign(new RSASSASigner(KEYS.getPrivate()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
