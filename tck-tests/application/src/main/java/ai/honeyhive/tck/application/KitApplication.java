/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Helidon finds it by its scope only. */
@ApplicationScoped
@ApplicationPath("/kit")
public class KitApplication extends Application {}
