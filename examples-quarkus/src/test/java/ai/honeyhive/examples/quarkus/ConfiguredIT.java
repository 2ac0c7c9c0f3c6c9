/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.run.ConfiguredBehaviour;
import ai.honeyhive.examples.shared.run.Server;

class ConfiguredIT extends ConfiguredBehaviour {

    ConfiguredIT() {
        super(Server.QUARKUS);
    }
}
