/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 as its receiver computes it, after the public description ("Create a signed AWS API request"); for
 * POST requests to {@code /} without a query. {@code AwsSignatureTest} holds it to AWS's own example.
 */
public final class AwsSignature {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=[^/]+/(\\d+)/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\\w+)");

    private AwsSignature() {}

    /** Whether a request was signed with a secret key. */
    public static boolean isRight(String secretKey, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        Matcher matcher = AUTHORIZATION.matcher(all.getOrDefault("Authorization", ""));
        if (!matcher.matches()) {
            return false;
        }
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : matcher.group(4).split(";", -1)) {
            canonical.append(name).append(':').append(all.get(name).strip()).append('\n');
        }
        canonical.append('\n').append(matcher.group(4)).append('\n').append(sha256(body));
        String scope = matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(3) + "/aws4_request";
        String toSign =
                "AWS4-HMAC-SHA256\n" + all.get("X-Amz-Date") + "\n" + scope + "\n" + sha256(canonical.toString());
        byte[] key = key(secretKey, matcher.group(1), matcher.group(2), matcher.group(3));
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(matcher.group(5));
    }

    static byte[] key(String secretKey, String date, String region, String service) {
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
