/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.wire;

/** The body is not what its content type says. The message names the place and is fit for the answer. */
public final class UndecodableException extends Exception {
    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
