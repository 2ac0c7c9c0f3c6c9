/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import ai.honeyhive.microprofile.QualityGate;
import java.util.List;

/**
 * All that is known of a quality gate before a call: one object for all calls of a method.
 *
 * @param attempt how an attempt is recorded
 * @param look how arguments and result are read for the evaluators
 * @param names what judges
 * @param optional whether the method returns an {@link java.util.Optional}
 */
record GateMetadata(
        CallMetadata attempt,
        CallMetadata look,
        List<String> names,
        QualityGate.OnFail onFail,
        String replacement,
        boolean strict,
        boolean optional) {}
