/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.application;

import ai.honeyhive.microprofile.spi.RequestClassifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Knows whose requests matter; nobody injects it. */
@ApplicationScoped
public class Customers implements RequestClassifier {

    @Inject
    Sightings sightings;

    @Override
    public @Nullable String classify(Request request) {
        if (sightings == null) {
            throw new IllegalStateException("made without the container");
        }
        if ("angry".equals(request.baggage("customer"))) {
            throw new UnsupportedOperationException("a classifier that fails");
        }
        return "acme".equals(request.baggage("customer")) ? "critical" : null;
    }
}
