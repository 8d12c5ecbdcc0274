package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a webhook: the Authorization header is the lower-case hexadecimal HMAC-SHA256, keyed with the
 * app secret, of the app key followed by the raw body (TikTok Shop Partner API, "TikTok Shop Webhooks overview").
 */
public final class WebhookSignature {

    private final List<Mac> keyed;

    /**
     * Prepares the check.
     *
     * @param appKey the app's key, part of what is signed
     * @param secrets the secrets that count: one, or two while a secret is being rotated
     */
    public WebhookSignature(String appKey, List<String> secrets) {
        this.keyed = secrets.stream().map(secret -> keyed(appKey, secret)).toList();
    }

    private static Mac keyed(String appKey, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(appKey.getBytes(UTF_8));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    /**
     * Accepts a signed body and refuses any other, in the same time for each wrong signature.
     *
     * @param body exactly the bytes that came in
     * @param authorization the Authorization header, null when there was none
     * @throws BadSignatureException when no secret made this signature
     */
    public void verify(@Body byte[] body, @Header("Authorization") @Nullable String authorization) {
        byte[] given = authorization == null ? new byte[0] : authorization.getBytes(ISO_8859_1);
        boolean good = false;
        for (Mac mac : keyed) {
            good |= MessageDigest.isEqual(sign(mac, body), given);
        }
        if (!good) {
            throw new BadSignatureException();
        }
    }

    private static byte[] sign(Mac keyed, byte[] body) {
        try {
            byte[] signature = ((Mac) keyed.clone()).doFinal(body);
            return HexFormat.of().formatHex(signature).getBytes(ISO_8859_1);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HmacSHA256 of this Java cannot be cloned", e);
        }
    }
}
