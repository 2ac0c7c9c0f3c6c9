/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import java.util.concurrent.Flow;
import java.util.stream.BaseStream;

/** What a method's return type tells of its results. */
final class ResultTypes {

    private static final String REACTIVE_STREAMS = "org.reactivestreams.Publisher";

    private ResultTypes() {}

    /** Whether results of the type come in pieces. */
    static boolean streams(Class<?> type) {
        return Flow.Publisher.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type)
                || type.getName().equals(REACTIVE_STREAMS);
    }
}
