/* SPDX-License-Identifier: Apache-2.0 */
/** The evaluator {@code json-schema}, found by the service loader: nothing here is called by name. */
@NullMarked
package ai.honeyhive.microprofile.evaluation.jsonschema;

import org.jspecify.annotations.NullMarked;
