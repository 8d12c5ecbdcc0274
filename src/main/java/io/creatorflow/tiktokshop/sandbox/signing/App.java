package io.creatorflow.tiktokshop.sandbox.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The one app this sandbox knows, and what its secret signs. Rules: TikTok Shop Partner API docs, "Sign your API
 * request" and "TikTok Shop webhooks overview".
 *
 * @param key app_key
 * @param secret app_secret
 */
@ConfigurationProperties("sandbox.app")
public record App(
        @DefaultValue("6fakekey0001") String key,

        @DefaultValue("0123456789abcdef0123456789abcdef01234567")
        String secret) {

    /**
     * The sign of a request: over secret, path, sorted parameters without sign and access_token, body, secret.
     *
     * @param path the path as sent
     * @param query decoded values by name
     * @param body the exact bytes; none for multipart or no body
     * @return lower-case hex
     */
    public String requestSign(String path, Map<String, String> query, byte[] body) {
        StringBuilder text = new StringBuilder(256).append(secret).append(path);
        SortedMap<String, String> sorted = new TreeMap<>(query);
        sorted.remove("sign");
        sorted.remove("access_token");
        sorted.forEach((name, value) -> text.append(name).append(value));
        return hex(text.toString().getBytes(StandardCharsets.UTF_8), body, secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The Authorization header of a webhook: over app_key and body.
     *
     * @param body the exact bytes
     * @return lower-case hex
     */
    public String webhookSign(byte[] body) {
        return hex(key.getBytes(StandardCharsets.UTF_8), body);
    }

    /** Compares without telling by its duration where two texts differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String hex(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
