/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.enterprise.context.ApplicationScoped;

/** What an evaluator gets injected. */
@ApplicationScoped
public class Etiquette {

    public String word() {
        return "please";
    }
}
