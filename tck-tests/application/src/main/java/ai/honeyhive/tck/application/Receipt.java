/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

/** What a client answers with that nobody but the application knows. */
public record Receipt(String text, int read, int written) {}
