/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.config;

import ai.honeyhive.microprofile.internal.call.Propagation;
import java.util.Set;

/**
 * What travels to other services.
 *
 * @param hosts to which hosts
 * @param messages to which queues and topics
 * @param members what
 */
public record PropagationConfig(HostList hosts, DestinationList messages, Set<Propagation.Member> members) {}
