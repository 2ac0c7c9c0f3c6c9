/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.core;

import ai.honeyhive.microprofile.secrets.internal.crypto.SealedValue;

/**
 * A property's value.
 *
 * @param value the value
 * @param version what the store calls this version
 * @param state how fresh it is
 */
record Held(SealedValue value, String version, DocumentState state) {}
