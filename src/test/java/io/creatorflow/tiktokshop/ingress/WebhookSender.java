package io.creatorflow.tiktokshop.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** TikTok Shop as far as webhooks go: signs and posts. */
public final class WebhookSender {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    public WebhookSender(int port) {
        this.address = URI.create("http://127.0.0.1:" + port + WebhookGate.PATH);
    }

    static String sign(byte[] body) {
        return sign(TestEnvironment.APP_KEY, TestEnvironment.APP_SECRET, body);
    }

    public static String sign(String appKey, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(appKey.getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(address).header("Content-Type", "application/json");
    }

    HttpRequest request(byte[] body, String authorization) {
        return request()
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts a body with a signature and answers with the status. */
    public int post(byte[] body, String authorization) {
        return send(request(body, authorization)).statusCode();
    }

    /** Posts a signed body and answers with the status. */
    public int post(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return post(bytes, sign(bytes));
    }
}
