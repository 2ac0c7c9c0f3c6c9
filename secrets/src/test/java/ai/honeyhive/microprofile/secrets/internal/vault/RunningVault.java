/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.vault;

import ai.honeyhive.microprofile.secrets.internal.vault.VaultUnderTest.Setup;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The stand-in for Vault with one secret and one AppRole login, for tests of other modules. */
public final class RunningVault implements AutoCloseable {

    private final VaultStandIn standIn;
    private final VaultUnderTest server;
    private final Setup setup;

    private RunningVault(VaultStandIn standIn) {
        this.standIn = standIn;
        this.server = VaultUnderTest.of(standIn);
        this.setup = server.setUp("2");
        server.approle(setup, "");
    }

    public static RunningVault start() {
        return new RunningVault(VaultStandIn.start());
    }

    /** Writes a new version of the secret, with one field. */
    public void write(String field, String value) {
        server.write(
                setup,
                "data/app",
                Json.createObjectBuilder().add(field, value).build().toString());
    }

    /** The settings of a store of this name that logs in here; its credentials are laid into a folder. */
    public String properties(String store, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("role-id"), server.roleId(setup));
            Files.writeString(folder.resolve("secret-id"), server.secretId(setup));
            Files.copy(standIn.caFile(), folder.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String prefix = "honeyhive.secrets.store." + store + ".";
        return String.join(
                "\n",
                prefix + "type=vault",
                prefix + "address=" + standIn.address(),
                prefix + "ca-file=" + folder.resolve("ca.pem"),
                prefix + "auth=approle",
                prefix + "role-id-file=" + folder.resolve("role-id"),
                prefix + "secret-id-file=" + folder.resolve("secret-id"),
                "");
    }

    /** The reference to a field of the secret. */
    public String reference(String store, String field) {
        return store + ":" + setup.mount() + "/app#" + field;
    }

    /** What was asked, method and path. */
    public List<String> requests() {
        return standIn.requests();
    }

    @Override
    public void close() {
        standIn.close();
    }
}
