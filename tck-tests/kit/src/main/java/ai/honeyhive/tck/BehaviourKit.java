/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/** What must hold on every server, however its telemetry is set up. */
@ExtendWith(Results.class)
public abstract class BehaviourKit
        implements CallBehaviour,
                LateBehaviour,
                SessionBehaviour,
                ContentBehaviour,
                ProgrammaticBehaviour,
                ConfigurationBehaviour,
                EvaluationBehaviour,
                QualityGateBehaviour,
                BatchBehaviour {}
