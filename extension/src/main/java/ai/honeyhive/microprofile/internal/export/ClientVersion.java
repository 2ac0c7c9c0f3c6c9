/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.export;

/** What we tell the server about ourselves. */
final class ClientVersion {

    static final String PACKAGE = "honeyhive-extension";

    /** From the jar's manifest; where classes do not come from that jar there is none. */
    static final String VERSION = version();

    private ClientVersion() {}

    private static String version() {
        Package ours = ClientVersion.class.getPackage();
        String version = ours == null ? null : ours.getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
