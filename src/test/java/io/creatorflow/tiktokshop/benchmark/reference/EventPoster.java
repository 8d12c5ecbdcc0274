package io.creatorflow.tiktokshop.benchmark.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Posts one event on, as a CloudEvent signed by the Standard Webhooks scheme: what the receivers demand. */
class EventPoster {

    private static final List<String> RECEIVERS =
            List.of("order-management", "inventory-tracking", "analytics", "shipping-automation");
    private static final MediaType CLOUD_EVENT = MediaType.parseMediaType("application/cloudevents+json");

    private final ObjectMapper json;
    private final RestClient client;
    private final SecretKeySpec secret;

    EventPoster(ObjectMapper json, @Value("${receivers.url}") String url, @Value("${receivers.secret}") String secret) {
        this.json = json;
        this.secret = new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256");
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(64)
                .setMaxConnTotal(64)
                .build();
        this.client = RestClient.builder()
                .baseUrl(url)
                .requestFactory(new HttpComponentsClientHttpRequestFactory(
                        HttpClients.custom().setConnectionManager(connections).build()))
                .build();
    }

    void post(EventTable.Waiting event) {
        try {
            JsonNode envelope = json.readTree(event.body());
            String orderId = envelope.path("data").path("order_id").asText();
            String id = "event-" + event.id();
            byte[] body = json.writeValueAsBytes(cloudEvent(id, orderId, envelope));
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            client.post()
                    .uri(RECEIVERS.get((int) (Long.parseLong(orderId) % RECEIVERS.size())))
                    .contentType(CLOUD_EVENT)
                    .header("webhook-id", id)
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", sign(id, timestamp, body))
                    .body(body)
                    .retrieve()
                    .toBodilessEntity();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode cloudEvent(String id, String orderId, JsonNode envelope) {
        ObjectNode event = json.createObjectNode();
        event.put("specversion", "1.0").put("id", id);
        event.put("source", "/tiktok-shop/shops/" + envelope.path("shop_id").asText());
        event.put("type", "com.creatorflow.tiktokshop.order.event.v1").put("subject", orderId);
        event.put("sequence", "1");
        event.put(
                "time",
                Instant.ofEpochSecond(envelope.path("timestamp").asLong()).toString());
        event.put("datacontenttype", "application/json");
        event.set("data", envelope.path("data"));
        return event;
    }

    private String sign(String id, String timestamp, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
