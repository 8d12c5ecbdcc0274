package io.creatorflow.tiktokshop.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiversStubTest {

    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final ReceiversStub RECEIVERS = ReceiversStub.start();

    @Test
    void eachMemberOfABatchIsReceivedWithItsOwnBytes() throws Exception {
        String one = "{\"id\":\"m1\",\"subject\":\"größer\"}";
        String two = "{ \"id\": \"m2\", \"subject\": \"other\" }";

        assertThat(send(BATCH, "batch_1", "[" + one + ", " + two + "]")).isEqualTo(200);

        Received first = RECEIVERS.received("größer").get(0);
        Received second = RECEIVERS.received("analytics", "other").get(0);
        assertThat(new String(first.body(), UTF_8)).isEqualTo(one);
        assertThat(new String(second.body(), UTF_8)).isEqualTo(two);
        assertThat(second.event().path("id").asText()).isEqualTo("m2");
        assertThat(List.of(first, second))
                .allMatch(got -> got.status() == 200)
                .allMatch(got -> got.header("webhook-id").equals("batch_1"));
    }

    @Test
    void aBatchIsAnsweredWithTheHighestStatusThatAMemberGets() throws Exception {
        RECEIVERS.answer("poison", (receiver, event, exchange) -> 422);

        assertThat(send(BATCH, "batch_2", "[" + event("poison") + "," + event("sound") + "]"))
                .isEqualTo(422);

        assertThat(RECEIVERS.received("poison")).extracting(Received::status).containsExactly(422);
        assertThat(RECEIVERS.received("sound")).extracting(Received::status).containsExactly(422);
    }

    @Test
    void aMemberCanCutTheConnectionOfItsBatch() {
        RECEIVERS.answer("cut", (receiver, event, exchange) -> {
            throw new IOException("cut");
        });

        assertThatThrownBy(() -> send(BATCH, "batch_3", "[" + event("before") + "," + event("cut") + "]"))
                .isInstanceOf(IOException.class);

        assertThat(RECEIVERS.received("before")).extracting(Received::status).containsExactly(0);
        assertThat(RECEIVERS.received("cut")).extracting(Received::status).containsExactly(0);
    }

    @Test
    void whatIsNoBatchOrNoMessageIsRefused() throws Exception {
        assertThat(send(BATCH, "batch_4", "[]")).isEqualTo(400);
        assertThat(send(BATCH, "batch_4", event("alone"))).isEqualTo(400);
        assertThat(send(EVENT, "batch_4", "[" + event("alone") + "]")).isEqualTo(400);
        assertThat(RECEIVERS.received("alone")).isEmpty();
        assertThat(send(EVENT, "m", event("alone"))).isEqualTo(200);
        assertThat(RECEIVERS.received("alone")).hasSize(1);
    }

    private static String event(String subject) {
        return "{\"subject\":\"" + subject + "\"}";
    }

    private static int send(String contentType, String id, String body) throws Exception {
        long seconds = System.currentTimeMillis() / 1000;
        HttpRequest request = HttpRequest.newBuilder(URI.create(RECEIVERS.url("analytics")))
                .header("Content-Type", contentType)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", new Webhook(ReceiversStub.SECRET).sign(id, seconds, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
