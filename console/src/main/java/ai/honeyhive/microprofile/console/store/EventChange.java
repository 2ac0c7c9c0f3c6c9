/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.console.store;

import ai.honeyhive.microprofile.console.event.Warning;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A change of an event's document in place; returns the warnings it earns. */
public interface EventChange {
    List<Warning> apply(ObjectNode document);
}
