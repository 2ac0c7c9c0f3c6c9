/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An API key in a request's hands: compared, fingerprinted, masked, never kept. */
final class Credentials {
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern INGESTION_KEY = Pattern.compile("hh_ingst_[A-Za-z0-9]{24}_");
    private static final int FINGERPRINT_DIGITS = 12;
    private static final int LONG_ENOUGH_TO_SHOW_ITS_END = 20;

    private final String key;

    private Credentials(String key) {
        this.key = key;
    }

    /** The key of an {@code Authorization} header; empty where it holds none. */
    static Optional<Credentials> parse(@Nullable String authorization) {
        Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization.strip());
        return matcher.matches() ? Optional.of(new Credentials(matcher.group(1).strip())) : Optional.empty();
    }

    /** First digits of the key's SHA-256, so that a test can tell which of its keys was used. */
    String fingerprint() {
        return HexFormat.of().formatHex(sha256(key)).substring(0, FINGERPRINT_DIGITS);
    }

    /** The key as HoneyHive masks it: an ingestion key by its id, another one by its last four characters. */
    String masked() {
        Matcher ingestion = INGESTION_KEY.matcher(key);
        if (ingestion.lookingAt()) {
            return ingestion.group() + "******";
        }
        return key.length() < LONG_ENOUGH_TO_SHOW_ITS_END ? "****" : "****" + key.substring(key.length() - 4);
    }

    /** The text with the key in it masked; short keys (such as "test") are taken for ordinary words. */
    String mask(String text) {
        return key.length() < LONG_ENOUGH_TO_SHOW_ITS_END ? text : text.replace(key, masked());
    }

    boolean is(String token) {
        return MessageDigest.isEqual(sha256(key), sha256(token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return masked();
    }
}
