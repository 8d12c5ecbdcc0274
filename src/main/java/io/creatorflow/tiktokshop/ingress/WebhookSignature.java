package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.creatorflow.tiktokshop.api.AppCredentials;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
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

    private record Keyed(List<AppCredentials> of, List<Mac> macs) {}

    private final Supplier<List<AppCredentials>> accepted;
    private volatile Keyed keyed = new Keyed(List.of(), List.of());

    /**
     * Prepares the check.
     *
     * @param accepted what counts: one app key with its secret, or more while a secret is being changed; the same list until that
     *     changes
     */
    public WebhookSignature(Supplier<List<AppCredentials>> accepted) {
        this.accepted = accepted;
    }

    private List<Mac> keyed() {
        Keyed last = keyed;
        List<AppCredentials> now = accepted.get();
        if (last.of() != now) {
            last = new Keyed(now, now.stream().map(WebhookSignature::keyed).toList());
            keyed = last;
        }
        return last.macs();
    }

    private static Mac keyed(AppCredentials app) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(app.secret().getBytes(UTF_8), "HmacSHA256"));
            mac.update(app.key().getBytes(UTF_8));
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
        for (Mac mac : keyed()) {
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
