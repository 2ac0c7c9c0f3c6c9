/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.evaluation;

/**
 * Where an evaluation comes from.
 *
 * @param evaluator the evaluator's name, or the pipeline's; empty until a pipeline has stamped it
 * @param version the evaluator's version
 * @param cached whether the result was found in the cache
 */
public record Provenance(String evaluator, String version, boolean cached) {

    /** Not yet stamped. */
    public static final Provenance UNKNOWN = new Provenance("", "", false);
}
