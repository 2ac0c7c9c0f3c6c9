/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK's exceptions mean for us. */
final class AwsFailure {

    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "InternalServiceError",
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired");
    private static final Set<String> NOT_FOUND = Set.of("ResourceNotFoundException", "NotFoundException");
    private static final int LONGEST_DETAIL = 200;

    private AwsFailure() {}

    /**
     * A service has answered that it will not.
     *
     * @param hint what is needed, for a refusal
     */
    static SecretStoreException refused(String service, AwsServiceException e, String what, String hint) {
        String code = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorCode());
        String message = e.awsErrorDetails() == null
                ? ""
                : String.valueOf(e.awsErrorDetails().errorMessage());
        Kind kind = Kind.DENIED;
        if (e.statusCode() >= 500 || PASSING.contains(code)) {
            kind = Kind.UNAVAILABLE;
        } else if (NOT_FOUND.contains(code)) {
            kind = Kind.NOT_FOUND;
        } else if (code.equals("InvalidRequestException") && message.contains("marked for deletion")) {
            kind = Kind.DELETED;
        }
        return new SecretStoreException(
                kind,
                service + " answers " + code + " (HTTP " + e.statusCode() + ") for " + what
                        + (kind == Kind.DENIED ? ": " + hint : ""));
    }

    /** There is no answer. */
    static SecretStoreException unavailable(String service, SdkException e, String what) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        String cut = message.length() > LONGEST_DETAIL ? message.substring(0, LONGEST_DETAIL) + "..." : message;
        return new SecretStoreException(
                Kind.UNAVAILABLE,
                service + " cannot be asked for " + what + " (" + e.getClass().getSimpleName() + ": " + cut + ")");
    }
}
