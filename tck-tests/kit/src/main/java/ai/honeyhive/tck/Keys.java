/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The keys of the kit, which open nothing: the console takes any. */
public final class Keys {

    /** The key of the default tracer, given in the server's environment as {@code HH_API_KEY}. */
    public static final String DEFAULT = "hh_kit_default_environment";

    /** The key of the tracer {@code payments}, given in the application's properties. */
    public static final String PAYMENTS = "hh_kit_payments_properties";

    private Keys() {}

    /** The first digits of a key's SHA-256, by which the console tells keys apart. */
    public static String fingerprint(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
