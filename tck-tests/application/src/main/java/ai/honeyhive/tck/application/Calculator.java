/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import jakarta.inject.Inject;

/** Traced by its stereotype only. */
@Instrumented
public class Calculator {

    @Inject
    Sightings sightings;

    public int add(String call, int a, int b) {
        sightings.note(call, "Calculator.add");
        return a + b;
    }
}
