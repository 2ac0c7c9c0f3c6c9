/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import ai.honeyhive.examples.shared.run.ConfiguredBehaviour;
import ai.honeyhive.examples.shared.run.Server;

class ConfiguredIT extends ConfiguredBehaviour {

    ConfiguredIT() {
        super(Server.OPEN_LIBERTY);
    }
}
