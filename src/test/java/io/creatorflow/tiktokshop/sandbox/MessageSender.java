package io.creatorflow.tiktokshop.sandbox;

import com.standardwebhooks.Webhook;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Sends CloudEvents to a demo receiver, alone or in batches, signed as it demands. */
final class MessageSender {

    static final String SECRET = "whsec_dGVzdC1zZWNyZXQtZm9yLXRlc3RzLW9ubHk=";

    private final TestSandbox sandbox;
    private final String path;

    MessageSender(TestSandbox sandbox, String path) {
        this.sandbox = sandbox;
        this.path = path;
    }

    static String event(String id, String subject, int sequence) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"type\":\"order.updated\",\"source\":\"/shops/1\","
                + "\"subject\":\"" + subject + "\",\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":\"" + sequence
                + "\",\"data\":{\"lines\":[{\"status\":\"no\"}],\"status\":\"to_ship\"}}";
    }

    static Map<String, String> headers(String id, String body) {
        return headers(id, body, System.currentTimeMillis() / 1000);
    }

    static Map<String, String> headers(String id, String body, long seconds) {
        try {
            return Map.of(
                    "Content-Type",
                    "application/cloudevents+json",
                    "webhook-id",
                    id,
                    "webhook-timestamp",
                    Long.toString(seconds),
                    "webhook-signature",
                    new Webhook(SECRET).sign(id, seconds, body));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> send(String id, String body) {
        return post(body, headers(id, body));
    }

    /** Sends a body that says it is a batch. */
    HttpResponse<String> sendBatch(String id, String body) {
        Map<String, String> headers = new HashMap<>(headers(id, body));
        headers.put("Content-Type", "application/cloudevents-batch+json");
        return post(body, headers);
    }

    HttpResponse<String> post(String body, Map<String, String> headers) {
        return sandbox.send("POST", path, body, headers);
    }
}
