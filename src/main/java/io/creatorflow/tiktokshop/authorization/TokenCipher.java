package io.creatorflow.tiktokshop.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Encrypts tokens for the database: AES-256-GCM, the key's id in front (Tink's own prefix), bound to the seller and the kind of
 * token, so that a row copied to another seller does not open.
 */
@Component
class TokenCipher {

    private static final int KEY_BYTES = 32;
    private static final byte TINK = 1;

    private final Aead aead;
    private final byte[] currentKey;

    /**
     * Takes the keys.
     *
     * @param current base64 of 32 bytes; new tokens are written with it
     * @param previous likewise, or empty; tokens written with it still open while the key is being changed
     */
    TokenCipher(
            @Value("${tiktok-shop.token-key}") String current,
            @Value("${tiktok-shop.token-key-previous:}") String previous) {
        try {
            AeadConfig.register();
            KeysetHandle.Builder keys =
                    KeysetHandle.newBuilder().addEntry(entry(current).makePrimary());
            if (!previous.isEmpty() && !previous.equals(current)) {
                keys.addEntry(entry(previous));
            }
            this.currentKey = mark(current);
            this.aead = keys.build().getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TIKTOK_SHOP_TOKEN_KEY cannot be used: give base64 of 32 random bytes", e);
        }
    }

    /** What stands in front of everything that the current key encrypts: Tink's prefix of 5 bytes, a version and the key's id. */
    byte[] currentKey() {
        return currentKey.clone();
    }

    /** Encrypts one token of a seller. */
    byte[] encrypt(String token, String openId, Kind kind) {
        try {
            return aead.encrypt(token.getBytes(UTF_8), boundTo(openId, kind));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the token of seller " + openId + " cannot be encrypted", e);
        }
    }

    /**
     * Decrypts it.
     *
     * @throws IllegalStateException when it was written with another key or for another seller
     */
    String decrypt(byte[] encrypted, String openId, Kind kind) {
        try {
            return new String(aead.decrypt(encrypted, boundTo(openId, kind)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the token of seller " + openId
                            + " does not open: set TIKTOK_SHOP_TOKEN_KEY_PREVIOUS to the key it was written with, or have the"
                            + " seller authorize again",
                    e);
        }
    }

    /** Which of a seller's two tokens, or the secret of the app, with the app's key in the place of the seller. */
    enum Kind {
        ACCESS,
        REFRESH,
        APP_SECRET
    }

    private static byte[] boundTo(String openId, Kind kind) {
        return (openId + ' ' + kind).getBytes(UTF_8);
    }

    @AccessesPartialKey
    private static KeysetHandle.Builder.Entry entry(String base64) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != KEY_BYTES) {
            throw new GeneralSecurityException("the key has " + bytes.length + " bytes");
        }
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.TINK)
                .build();
        int id = id(bytes);
        return KeysetHandle.importKey(AesGcmKey.builder()
                        .setParameters(parameters)
                        .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                        .setIdRequirement(id)
                        .build())
                .withFixedId(id);
    }

    private static byte[] mark(String base64) throws GeneralSecurityException {
        int id = id(Base64.getDecoder().decode(base64.strip()));
        return ByteBuffer.allocate(1 + Integer.BYTES).put(TINK).putInt(id).array();
    }

    /** The same key has the same id on every replica, and the id tells nothing about the key. */
    private static int id(byte[] key) throws GeneralSecurityException {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getInt() | 1;
    }
}
