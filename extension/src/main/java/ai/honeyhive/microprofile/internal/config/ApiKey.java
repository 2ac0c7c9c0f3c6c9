/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

/**
 * A HoneyHive key. Its text is read in one place only, where the Authorization header is made; everything else sees the
 * masked form.
 */
public final class ApiKey {

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /**
     * A key from its text.
     *
     * @throws IllegalArgumentException if the text is blank or holds a character that must not stand in an HTTP header;
     *     the message never holds the text
     */
    public static ApiKey of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        for (int i = 0; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) <= ' ' || trimmed.charAt(i) >= 0x7F) {
                throw new IllegalArgumentException(
                        "it holds a line break, a blank or a character outside ASCII at position " + i);
            }
        }
        return new ApiKey(trimmed);
    }

    /** The secret itself: only for the Authorization header. */
    public String revealForHeader() {
        return secret;
    }

    /** The key as HoneyHive's own tools show it: the id of an ingestion key, the last four characters of any other. */
    public String masked() {
        if (secret.startsWith("hh_ingst_")) {
            int end = secret.indexOf('_', "hh_ingst_".length());
            return end < 0 ? "hh_ingst_******" : secret.substring(0, end) + "_******";
        }
        return secret.length() < 12 ? "****" : "hh_****" + secret.substring(secret.length() - 4);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.secret.equals(secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
