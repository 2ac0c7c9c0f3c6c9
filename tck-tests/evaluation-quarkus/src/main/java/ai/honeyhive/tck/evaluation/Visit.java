/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.evaluation;

import jakarta.enterprise.context.RequestScoped;

/** How often somebody asked within one request. */
@RequestScoped
public class Visit {

    private int questions;

    public void count() {
        questions++;
    }

    public void forget() {
        questions = 0;
    }

    public int questions() {
        return questions;
    }
}
