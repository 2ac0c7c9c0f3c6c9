/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.source;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.internal.aws.AwsStoreProvider;
import ai.honeyhive.microprofile.secrets.internal.config.AccessWitness;
import ai.honeyhive.microprofile.secrets.internal.config.Reference;
import ai.honeyhive.microprofile.secrets.internal.config.Settings;
import ai.honeyhive.microprofile.secrets.internal.config.StoreSettings;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyRing;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import ai.honeyhive.microprofile.secrets.internal.file.SecretFile;
import ai.honeyhive.microprofile.secrets.internal.vault.VaultStoreProvider;
import java.time.Duration;

/** Where the key ring comes from. */
public final class KeyRings {

    private static final String KEYS = "honeyhive.secrets.keys";
    private static final String FILE = "honeyhive.secrets.keys-file";
    private static final String BY = "honeyhive.secrets.keys-by";
    private static final Duration PAUSE = Duration.ofMillis(500);

    private KeyRings() {}

    /**
     * The application's ring.
     *
     * @param budget how long a service that unwraps it may be away
     * @throws IllegalArgumentException if there is none, or it cannot be used; the message holds nothing of it
     */
    static KeyRing load(Settings settings, AccessWitness witness, Duration budget) {
        String ring = text(settings);
        if (text(settings, BY).isEmpty()) {
            try {
                return KeyRing.parse(ring);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        (text(settings, KEYS).isEmpty() ? FILE : KEYS) + " is not usable: " + e.getMessage(), e);
            }
        }
        long deadline = System.nanoTime() + budget.toNanos();
        try (KeyWrapping wrapping = wrapping(settings, witness)) {
            while (true) {
                try {
                    return KeyRing.unwrap(ring, wrapping);
                } catch (SecretStoreException e) {
                    if (!e.passing() || System.nanoTime() + PAUSE.toNanos() - deadline > 0) {
                        throw new IllegalArgumentException(
                                "The key ring cannot be unwrapped, see " + BY + ": " + e.getMessage(), e);
                    }
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("The start was interrupted before the key ring was unwrapped", e);
        }
    }

    private static String text(Settings settings) {
        String inline = text(settings, KEYS);
        String file = text(settings, FILE);
        if (inline.isEmpty() && file.isEmpty()) {
            throw new IllegalArgumentException("There are encrypted values and no key ring."
                    + " Name its file in honeyhive.secrets.keys-file, or put it into HONEYHIVE_SECRETS_KEYS.");
        }
        return inline.isEmpty() ? SecretFile.readSetting(FILE, file) : inline;
    }

    private static String text(Settings settings, String name) {
        String text = settings.get(name);
        return text == null ? "" : text.strip();
    }

    /**
     * Who wraps and unwraps the ring, as {@code honeyhive.secrets.keys-by} says. Does no I/O.
     *
     * @throws IllegalArgumentException if that cannot be used
     */
    public static KeyWrapping wrapping(Settings settings, AccessWitness witness) {
        try {
            Reference by = Reference.parse(text(settings, BY));
            StoreSettings store = new StoreSettings(by.document().store(), settings, () -> {}, witness);
            if (by.field().isEmpty() && by.document().version() == null) {
                switch (store.type()) {
                    case "vault" -> {
                        return new VaultStoreProvider()
                                .keys(store, by.document().path());
                    }
                    case "aws" -> {
                        return new AwsStoreProvider().keys(store, by.document().path());
                    }
                    default -> {}
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(BY + " is not usable: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                BY + " is not usable. Allowed is a store of type vault with mount and key of a"
                        + " transit engine, as vault:transit/honeyhive, or one of type aws with a key of KMS, as"
                        + " aws:alias/honeyhive.");
    }
}
