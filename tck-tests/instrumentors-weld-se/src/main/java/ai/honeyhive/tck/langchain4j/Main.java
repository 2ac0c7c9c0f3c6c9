/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.langchain4j;

import jakarta.ws.rs.SeBootstrap;

/** Jakarta REST on Java SE, with Weld. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .host("localhost")
                .port(Integer.parseInt(args[0]))
                .build();
        SeBootstrap.start(ChatApplication.class, configuration)
                .toCompletableFuture()
                .join();
    }
}
