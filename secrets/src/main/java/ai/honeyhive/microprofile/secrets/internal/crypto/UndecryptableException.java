/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

/** An encrypted value does not decrypt. Says the same whatever is wrong with it. */
public final class UndecryptableException extends Exception {

    private UndecryptableException(String message) {
        super(message);
    }

    static UndecryptableException altered(String property) {
        return new UndecryptableException("the encrypted value of " + property + " does not decrypt: it was altered, or"
                + " encrypted for another property or with a key that the ring does not hold");
    }
}
