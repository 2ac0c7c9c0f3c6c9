/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.crypto;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import java.util.Map;

/**
 * A service that keeps a key for itself, and wraps the keys of a ring with it. Each is bound to its id, so that none can be
 * put in another's place. Not thread-safe.
 */
public interface KeyWrapping extends AutoCloseable {

    /** Wraps keys: ids and 32 bytes each. The answer has the same ids. */
    Map<String, String> wrap(Map<String, byte[]> keys) throws SecretStoreException, InterruptedException;

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
