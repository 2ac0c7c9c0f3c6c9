/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.honeyhive.microprofile.internal.config.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** What the beans of a server tell of the request of this thread. */
class ServerRequestTest {

    /** As on a server whose Jakarta REST makes its context a bean. */
    @Singleton
    static class Rest {

        @Produces
        @RequestScoped
        HttpHeaders headers() {
            return (HttpHeaders) Proxy.newProxyInstance(
                    HttpHeaders.class.getClassLoader(),
                    new Class<?>[] {HttpHeaders.class},
                    (proxy, method, arguments) -> {
                        boolean asked = method.getName().equals("getHeaderString") && "X-Plan".equals(arguments[0]);
                        return asked ? "gold" : null;
                    });
        }
    }

    @Test
    void header_is_found_inside_a_request_and_nowhere_else() {
        ServerRequest request = new ServerRequest();
        assertThat(request.header("X-Plan")).as("without a container").isNull();

        try (Container container = Container.start(new Settings(), new Weld(), Rest.class)) {
            RequestContextController scope = container.bean(RequestContextController.class);
            scope.activate();
            assertThat(request.header("X-Plan")).isEqualTo("gold");
            assertThat(request.header("X-Other")).isNull();
            assertThat(request.claim("groups")).as("no such API here").isNull();
            scope.deactivate();
            assertThat(request.header("X-Plan")).isNull();
        }
    }
}
