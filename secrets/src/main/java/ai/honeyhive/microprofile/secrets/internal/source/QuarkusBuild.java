/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

/**
 * Tells whether a Quarkus application is being built right now. Every name that a config source lists during the build is
 * written into the application with its value, in clear, and the machine that builds has no business with the stores.
 */
final class QuarkusBuild {

    private QuarkusBuild() {}

    /** By who is calling: the same class loaders serve the build and the run in tests and in dev mode. */
    static boolean isRunning() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .anyMatch(name ->
                                name.startsWith("io.quarkus.deployment.") || name.startsWith("io.quarkus.builder.")));
    }
}
