/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation.internal.sensitive;

/**
 * A part of a text that is sensitive.
 *
 * @param start where it begins
 * @param end where it has ended
 * @param kind what it is: secret, jwt, private-key, email, card, iban
 */
public record Finding(int start, int end, String kind) {}
