/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.extract;

import ai.honeyhive.microprofile.spi.ModelResult;
import ai.honeyhive.microprofile.spi.ResultExtractor;
import java.util.ServiceLoader;

/** Reads a result as an application's call would: by the service that says it supports the class. */
final class Extracted {

    private Extracted() {}

    static ModelResult from(Object result) {
        ModelResult into = new ModelResult();
        ServiceLoader.load(ResultExtractor.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.supports(result.getClass()))
                .reduce((one, other) -> {
                    throw new AssertionError(result.getClass() + " is claimed by " + one + " and " + other);
                })
                .orElseThrow()
                .extract(result, into);
        return into;
    }
}
