/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where our own settings are read: the configuration without our source in it. */
public interface Settings {

    /** The value of a property, {@code null} where it is unset. */
    @Nullable
    String get(String property);

    /** The names of all properties that can be listed. */
    Set<String> names();
}
