/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.gateway;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The one door to the outside. */
@ApplicationPath("/")
public class GatewayApplication extends Application {}
