/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.run.Server;
import ai.honeyhive.examples.shared.run.UnannotatedBehaviour;

class UnannotatedIT extends UnannotatedBehaviour {

    UnannotatedIT() {
        super(Server.QUARKUS);
    }
}
