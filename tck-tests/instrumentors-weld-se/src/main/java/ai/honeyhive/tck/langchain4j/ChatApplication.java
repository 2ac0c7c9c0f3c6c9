/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where it answers. */
@ApplicationScoped
@ApplicationPath("/kit")
public class ChatApplication extends Application {}
