/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.tck.weldse;

import ai.honeyhive.tck.application.KitApplication;
import jakarta.ws.rs.SeBootstrap;

/** Jakarta REST on Java SE, with Weld: the smallest server that can run the kit's application. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .host("localhost")
                .port(Integer.parseInt(args[0]))
                .build();
        SeBootstrap.Instance server = SeBootstrap.start(KitApplication.class, configuration)
                .toCompletableFuture()
                .join();
        // As servers do: an operator's end of the process is an end of the application.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> server.stop().toCompletableFuture().join(), "kit-end"));
    }
}
