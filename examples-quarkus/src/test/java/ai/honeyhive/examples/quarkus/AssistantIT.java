/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.run.AssistantBehaviour;
import ai.honeyhive.examples.shared.run.Server;

class AssistantIT extends AssistantBehaviour {

    AssistantIT() {
        super(Server.QUARKUS);
    }
}
