/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.openliberty.mail;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application that sends messages to itself; sender and receiver are those of docs/across-services.md. */
@ApplicationPath("/")
public class MailApplication extends Application {}
