/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

/**
 * The port through which the interceptor reaches the pipeline of the extension: the only edge between the two.
 * Implemented by one bean of the extension. Thread-safe; no method throws or blocks.
 */
public interface CallPipeline {

    /**
     * What to capture for a tracer.
     *
     * @param tracer the tracer's name, empty for the default one
     * @return the settings; {@link CallSettings#OFF} for a tracer that is unknown, switched off or has no key
     */
    CallSettings settings(String tracer);

    /**
     * Takes the record of a call that no HoneyHive span processor has claimed: the fallback entrance, for telemetry
     * that is off, sampled away, shared by the whole server, or absent.
     */
    void unclaimed(UnclaimedCall call);
}
