/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/**
 * A service that keeps a key for itself, and wraps the keys of a ring with it. Each is bound to its id, so that none can be
 * put in another's place. Not thread-safe.
 */
public interface KeyWrapping extends AutoCloseable {

    /** Wraps keys: ids and 32 bytes each. The answer has the same ids. */
    Map<String, String> wrap(Map<String, byte[]> keys) throws SecretStoreException, InterruptedException;

    /**
     * Makes a key of 256 bits and gives it wrapped, and in no other form. Here it is made by us; a service that makes keys
     * itself does so, and then nobody but it has seen the new one.
     *
     * @param id the new key's id in its ring
     */
    default String newKey(String id, SecureRandom random) throws SecretStoreException, InterruptedException {
        byte[] plain = new byte[32];
        random.nextBytes(plain);
        try {
            return wrap(Map.of(id, plain)).values().iterator().next();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * The other way round.
     *
     * @throws SecretStoreException if one of them cannot be unwrapped; the message names its id
     */
    Map<String, byte[]> unwrap(Map<String, String> wrapped) throws SecretStoreException, InterruptedException;

    /** Gives back what is to be given back. */
    @Override
    void close();
}
