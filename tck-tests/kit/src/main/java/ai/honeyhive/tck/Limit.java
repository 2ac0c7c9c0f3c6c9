/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

/** Something that a server cannot do, whatever we do: a row of the table in {@code docs/servers.md}. */
public enum Limit {
    /** With telemetry off the server does not read {@code traceparent}: the event is in a trace of its own. */
    OFF_LOSES_THE_CALLERS_TRACE,
    /** With telemetry off the server does not read {@code baggage}: the caller's session is lost. */
    OFF_LOSES_THE_CALLERS_SESSION,
    /** A {@code baggage} header that the application writes into a request is replaced: the server does not show it to a propagator. */
    WRITTEN_BAGGAGE_IS_REPLACED
}
