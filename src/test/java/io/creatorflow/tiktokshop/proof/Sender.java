package io.creatorflow.tiktokshop.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends signed webhooks and remembers which were acknowledged. */
final class Sender {

    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1000);
    private final AtomicLong refusals = new AtomicLong();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<URI> to;

    /**
     * A sender.
     *
     * @param to where the next request goes
     */
    Sender(Supplier<URI> to) {
        this.to = to;
    }

    /** The webhook that tells of an order as it is now. */
    String orderWebhook(TikTok.Order order) {
        return webhook(
                1,
                order.shopId(),
                "\"is_on_hold_order\":true,\"order_id\":\"" + order.id() + "\",\"order_status\":\"" + order.status()
                        + "\",\"update_time\":" + order.updateTime());
    }

    /** A webhook of a type, with the members of its data. */
    String webhook(int type, String shopId, String data) {
        return "{\"type\":" + type + ",\"tts_notification_id\":\"" + numbers.incrementAndGet() + "\",\"shop_id\":\""
                + shopId + "\",\"timestamp\":" + System.currentTimeMillis() / 1000 + ",\"data\":{" + data + "}}";
    }

    /** Sends once. @return the status, 0 for no answer */
    int send(String body, String about) {
        return send(to.get(), body, about);
    }

    /** Sends once to a replica. @return the status, 0 for no answer */
    int send(URI replica, String body, String about) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(replica.resolve("/webhooks/tiktok-shop"))
                .timeout(Duration.ofSeconds(3))
                .header("Content-Type", "application/json")
                .header("Authorization", signature(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                acknowledged.put(sha256(bytes), about);
            } else {
                refusals.incrementAndGet();
            }
            return status;
        } catch (IOException e) {
            refusals.incrementAndGet();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** SHA-256 in hex of each body that was answered with 200, and what it was about. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** How many requests were not answered with 200. */
    long refusals() {
        return refusals.get();
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TikTok.APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(TikTok.APP_KEY.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
