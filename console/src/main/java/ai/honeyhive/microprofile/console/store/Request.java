/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is kept of a request, whether it was accepted or not. Never the key.
 *
 * @param wireBytes bytes received
 * @param bodyBytes bytes after decompression
 * @param items spans, events, metrics or log records taken
 * @param message why it was refused, empty where it was accepted
 * @param keyFingerprint first 12 hexadecimal digits of the key's SHA-256, empty without a key
 * @param keyMasked the key as it may be shown
 * @param headers all headers, {@code authorization} masked
 */
public record Request(
        long receivedAt,
        String method,
        String path,
        String contentType,
        String contentEncoding,
        long wireBytes,
        long bodyBytes,
        int items,
        int status,
        String message,
        String keyFingerprint,
        String keyMasked,
        ObjectNode headers) {}
