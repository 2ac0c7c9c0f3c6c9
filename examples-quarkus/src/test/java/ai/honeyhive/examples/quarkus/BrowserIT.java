/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.quarkus;

import ai.honeyhive.examples.shared.run.BrowserBehaviour;
import ai.honeyhive.examples.shared.run.Server;

class BrowserIT extends BrowserBehaviour {

    BrowserIT() {
        super(Server.QUARKUS);
    }
}
