/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.jobs;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where the application answers. */
@ApplicationPath("/jobs")
public class Root extends Application {}
