/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.cli;

/** The command line is used wrongly. */
final class UsageException extends Exception {

    UsageException(String message) {
        super(message);
    }
}
