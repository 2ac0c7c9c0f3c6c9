/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.payara;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.auth.LoginConfig;

/** Switches MicroProfile JWT on for the application that this is added to. */
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT")
public class Guarded {}
