/* SPDX-License-Identifier: Apache-2.0 */
package ai.honeyhive.microprofile.secrets.internal.aws;

import ai.honeyhive.microprofile.secrets.SecretStoreException;
import ai.honeyhive.microprofile.secrets.SecretStoreException.Kind;
import ai.honeyhive.microprofile.secrets.internal.crypto.KeyWrapping;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.KmsException;

/** A key of AWS KMS. The id of the key that is wrapped is its encryption context, so it shows in CloudTrail as well. */
final class KmsKeys implements KeyWrapping {

    static final String CONTEXT = "honeyhive:key";
    private static final String SERVICE = "AWS KMS";

    private final String key;
    private final @Nullable String region;
    private final @Nullable URI endpoint;
    private final Duration timeout;
    private @Nullable KmsClient client;

    /** @param key its id, its alias with {@code alias/} before it, or its ARN */
    KmsKeys(String key, @Nullable String region, @Nullable URI endpoint, Duration timeout) {
        this.key = key;
        this.region = region;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    @Override
    public Map<String, String> wrap(Map<String, byte[]> keys) throws SecretStoreException, InterruptedException {
        Map<String, String> wrapped = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> entry : keys.entrySet()) {
            SdkBytes blob = ask(
                    "Encrypt",
                    entry.getKey(),
                    kms -> kms.encrypt(request -> request.keyId(key)
                                    .encryptionContext(Map.of(CONTEXT, entry.getKey()))
                                    .plaintext(SdkBytes.fromByteArray(entry.getValue())))
                            .ciphertextBlob());
            wrapped.put(entry.getKey(), Base64.getEncoder().encodeToString(blob.asByteArrayUnsafe()));
        }
        return wrapped;
    }

    /** A data key: KMS makes it, and we have it wrapped only. */
    @Override
    public String newKey(String id, SecureRandom random) throws SecretStoreException, InterruptedException {
        SdkBytes blob = ask(
                "GenerateDataKeyWithoutPlaintext",
                id,
                kms -> kms.generateDataKeyWithoutPlaintext(request ->
                                request.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(Map.of(CONTEXT, id)))
                        .ciphertextBlob());
        return Base64.getEncoder().encodeToString(blob.asByteArrayUnsafe());
    }

    @Override
    public Map<String, byte[]> unwrap(Map<String, String> wrapped) throws SecretStoreException, InterruptedException {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : wrapped.entrySet()) {
            SdkBytes blob = blob(entry.getKey(), entry.getValue());
            // With its key named, so that nobody can have us use one of another account.
            SdkBytes plain = ask(
                    "Decrypt",
                    entry.getKey(),
                    kms -> kms.decrypt(request -> request.keyId(key)
                                    .encryptionContext(Map.of(CONTEXT, entry.getKey()))
                                    .ciphertextBlob(blob))
                            .plaintext());
            keys.put(entry.getKey(), plain.asByteArray());
        }
        return keys;
    }

    private static SdkBytes blob(String id, String wrapped) throws SecretStoreException {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(wrapped));
        } catch (IllegalArgumentException e) {
            throw new SecretStoreException(Kind.DENIED, "key " + id + " of the ring was not wrapped by " + SERVICE);
        }
    }

    private SdkBytes ask(String operation, String id, java.util.function.Function<KmsClient, SdkBytes> question)
            throws SecretStoreException, InterruptedException {
        String what = operation + " of key " + id + " with " + key;
        try {
            return question.apply(client());
        } catch (AbortedException e) {
            throw new InterruptedException();
        } catch (KmsException e) {
            throw AwsFailure.refused(
                    SERVICE,
                    e,
                    what,
                    "the role needs kms:" + operation + " on it"
                            + (operation.equals("Decrypt") ? ", and it must have been wrapped with it" : ""));
        } catch (SdkException e) {
            throw AwsFailure.unavailable(SERVICE, e, what);
        }
    }

    private KmsClient client() {
        KmsClient made = client;
        if (made == null) {
            made = AwsClients.build(KmsClient.builder(), timeout, region, endpoint);
            client = made;
        }
        return made;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
