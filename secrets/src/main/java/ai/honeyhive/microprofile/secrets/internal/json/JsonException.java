/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.json;

/** What was read is not JSON, or not the JSON that was expected. The message holds nothing of it. */
public final class JsonException extends Exception {

    JsonException(String message) {
        super(message);
    }
}
