/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.services.llm;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The only service that knows the model. */
@ApplicationPath("/")
public class LlmApplication extends Application {}
