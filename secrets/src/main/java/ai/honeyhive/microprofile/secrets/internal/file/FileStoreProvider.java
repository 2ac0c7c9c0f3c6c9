/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.file;

import ai.honeyhive.microprofile.secrets.SecretStore;
import ai.honeyhive.microprofile.secrets.SecretStoreProvider;
import ai.honeyhive.microprofile.secrets.StoreContext;
import java.nio.file.Path;

/** Type {@code file}. */
public final class FileStoreProvider implements SecretStoreProvider {

    /** For {@code Starter}. */
    public FileStoreProvider() {}

    @Override
    public String type() {
        return "file";
    }

    @Override
    public SecretStore open(StoreContext context) {
        Path directory = Path.of(context.setting("directory").orElse("/run/secrets"));
        boolean trim = !context.setting("trim-newline").orElse("true").equalsIgnoreCase("false");
        return new FileStore(directory, trim);
    }
}
