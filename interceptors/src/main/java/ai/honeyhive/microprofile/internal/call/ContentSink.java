/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import io.opentelemetry.api.common.AttributeKey;

/** Takes attributes of HoneyHive's copy of a span. */
interface ContentSink {

    <T> void put(AttributeKey<T> key, T value);
}
