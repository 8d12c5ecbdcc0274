package io.creatorflow.tiktokshop.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as whole HTTP requests, signed as TikTok Shop signs them. */
final class SignedWebhooks {

    private static final AtomicLong NOTIFICATIONS = new AtomicLong(7_700_000_000_000_000_000L);

    private final String appKey;
    private final Mac mac;

    SignedWebhooks(Secrets secrets) {
        this.appKey = secrets.appKey();
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secrets.appSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request; the order became AWAITING_SHIPMENT at that time, Unix seconds. */
    byte[] request(String shopId, String orderId, long updateTime) {
        return request(
                1,
                shopId,
                updateTime,
                "\"is_on_hold_order\":true,\"order_id\":\"" + orderId
                        + "\",\"order_status\":\"AWAITING_SHIPMENT\",\"update_time\":" + updateTime);
    }

    /** A request of any event type, with the members of its data. */
    synchronized byte[] request(int type, String shopId, long time, String data) {
        String body = "{\"type\":" + type + ",\"tts_notification_id\":\"" + NOTIFICATIONS.incrementAndGet()
                + "\",\"shop_id\":\"" + shopId + "\",\"timestamp\":" + time + ",\"data\":{" + data + "}}";
        mac.update(appKey.getBytes(StandardCharsets.UTF_8));
        String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return ("POST /webhooks/tiktok-shop HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: "
                        + signature + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The body of a request made here. */
    static byte[] body(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
    }
}
