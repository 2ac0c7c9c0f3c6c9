/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.examples.openliberty;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Switches Jakarta REST on; the resources are those of {@code examples-quarkus/shared}. */
@ApplicationPath("/")
public class AssistantApplication extends Application {}
