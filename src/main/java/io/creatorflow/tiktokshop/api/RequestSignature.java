package io.creatorflow.tiktokshop.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * TikTok Shop's request signature: HMAC-SHA256, in lower-case hex, over secret + path + parameters + body + secret, with the
 * secret as the key. Parameters are sorted by name and joined without separators, values as they are before URL encoding;
 * {@code sign} and {@code access_token} are left out. As "Sign your API request" of the TikTok Shop Partner Center says.
 */
final class RequestSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;
    private final SecretKeySpec key;

    RequestSignature(String secret) {
        this.secret = secret.getBytes(UTF_8);
        this.key = new SecretKeySpec(this.secret, ALGORITHM);
    }

    /**
     * Signs a request.
     *
     * @param text path and parameters, from {@link #text}
     * @param body the exact bytes sent; none for a multipart upload or where nothing is sent
     */
    String of(String text, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(secret);
            mac.update(text.getBytes(UTF_8));
            mac.update(body);
            mac.update(secret);
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /**
     * What stands between the first secret and the body.
     *
     * @param path without host and query
     * @param query decoded values, in the byte order of their names
     */
    static String text(String path, SortedMap<String, String> query) {
        StringBuilder text = new StringBuilder(256).append(path);
        query.forEach((name, value) -> {
            if (!name.equals("sign") && !name.equals("access_token")) {
                text.append(name).append(value);
            }
        });
        return text.toString();
    }
}
