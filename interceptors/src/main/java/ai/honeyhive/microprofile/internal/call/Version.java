/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.internal.call;

import org.jspecify.annotations.Nullable;

/** The version of this library, as the manifest has it. */
public final class Version {

    private Version() {}

    /** The version, {@code unknown} where the class path was not made of jars. */
    public static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
