/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets;

/**
 * Opens stores of one type. Found through {@link java.util.ServiceLoader} in the application's class loader; a type of
 * the application wins over one of ours with the same name.
 */
public interface SecretStoreProvider {

    /** The type's name, as in {@code honeyhive.secrets.store.<name>.type}: small letters, digits and dashes. */
    String type();

    /**
     * Opens a store. Must not do I/O: that is for {@link SecretStore#read}.
     *
     * @throws IllegalArgumentException if a setting is missing or wrong; the message names the setting, what is allowed
     *     and how to fix it, and never holds a secret
     */
    SecretStore open(StoreContext context);
}
