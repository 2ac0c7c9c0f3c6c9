/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.pipeline;

import jakarta.ws.rs.client.ClientRequestContext;
import org.jspecify.annotations.Nullable;

/** Requests of Jakarta REST's client. Apart, since its classes may be missing. */
final class RestRequests {

    private RestRequests() {}

    /** The host of a request, {@code null} where this is none. */
    static @Nullable String host(Object carrier) {
        return carrier instanceof ClientRequestContext request
                ? request.getUri().getHost()
                : null;
    }

    /** The header of a request that is sent, {@code null} where it has none or this is no request. */
    static @Nullable String header(Object carrier, String name) {
        return carrier instanceof ClientRequestContext request ? request.getHeaderString(name) : null;
    }
}
