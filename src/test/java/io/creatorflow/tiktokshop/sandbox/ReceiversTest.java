package io.creatorflow.tiktokshop.sandbox;

import static io.creatorflow.tiktokshop.sandbox.MessageSender.event;
import static io.creatorflow.tiktokshop.sandbox.MessageSender.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiversTest {

    private static TestSandbox sandbox;
    private static MessageSender sender;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of("sandbox.receivers.secrets.tester", MessageSender.SECRET));
        sender = new MessageSender(sandbox, "/receivers/tester");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.control("DELETE", "/receivers/tester", "");
    }

    @Test
    void theFourDownstreamsAreThere() {
        assertThat(sandbox.control("GET", "/receivers", "").fieldNames())
                .toIterable()
                .contains("order-management", "inventory-tracking", "analytics", "shipping-automation", "tester");
    }

    @Test
    void aGoodMessageIsTakenOnce() {
        assertThat(send("m1", event("m1", "order-1", 1)).statusCode()).isEqualTo(204);
        assertThat(send("m1", event("m1", "order-1", 1)).statusCode()).isEqualTo(204);
        assertThat(summary().get("requests").asInt()).isEqualTo(2);
        assertThat(summary().get("effects").asInt()).isEqualTo(1);
        assertThat(summary().get("duplicates").asInt()).isEqualTo(1);
        assertThat(summary().at("/byType/order.updated").asInt()).isEqualTo(1);
        JsonNode message =
                sandbox.control("GET", "/receivers/tester/messages", "").at("/messages/0");
        assertThat(message.get("id").asText()).isEqualTo("m1");
        assertThat(message.get("webhookId").asText()).isEqualTo("m1");
        assertThat(message.get("subject").asText()).isEqualTo("order-1");
        assertThat(message.get("sequence").asInt()).isEqualTo(1);
        assertThat(message.get("status").asText()).isEqualTo("to_ship");
        assertThat(message.get("receivedAt").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
    }

    @Test
    void aPingIsVerifiedAndLeavesNothing() {
        String ping = event("p1", "ping-1", 1)
                .replaceFirst("\"type\":\"[^\"]+\"", "\"type\":\"com.creatorflow.tiktokshop.ping.v1\"");
        assertThat(send("p1", ping).statusCode()).isEqualTo(204);
        refused(post(ping, with(headers("p1", ping), "webhook-signature", "v1,AAAA")), 401, "bad-signature");
        assertThat(summary().get("effects").asInt()).isZero();
        assertThat(sandbox.control("GET", "/receivers/tester/messages", "").get("messages"))
                .isEmpty();
    }

    @Test
    void aSequenceThatGoesBackIsCountedAndDoesNotReplaceTheState() {
        send("a", event("a", "order-1", 2));
        send("b", event("b", "order-1", 1));
        send("c", event("c", "order-2", 1));
        assertThat(summary().get("wentBack").asInt()).isEqualTo(1);
        JsonNode states = sandbox.control("GET", "/receivers/tester/state", "").get("states");
        assertThat(states.findValuesAsText("id")).contains("a", "c").doesNotContain("b");
        assertThat(states.at("/0/event/data/status").asText()).isEqualTo("to_ship");
    }

    @Test
    void whatIsNotAsItMustBeIsRefusedWithTheReason() {
        String good = event("m", "order-1", 1);
        Map<String, String> headers = headers("m", good);
        refused(post(good, with(headers, "Content-Type", "application/json")), 415, "bad-content-type");
        refused(post(good, with(headers, "webhook-signature", "v1,AAAA")), 401, "bad-signature");
        refused(post(good + " ", headers), 401, "bad-signature");
        refused(post(good, with(headers, "webhook-id", "other")), 401, "bad-signature");
        Map<String, String> unnamed = new HashMap<>(headers);
        unnamed.remove("webhook-id");
        refused(post(good, unnamed), 401, "missing-webhook-id");
        refused(post(good, with(headers, "Content-Type", "application/cloudevents+jsonp")), 415, "bad-content-type");
        refused(send("n", good), 400, "id-mismatch");
        refused(send("m", good.replace("\"sequence\":\"1\",", "")), 400, "missing-sequence");
        refused(send("m", good.replace("\"1.0\"", "\"0.3\"")), 400, "bad-event");
        refused(send("m", "[" + good + "]"), 400, "bad-event");
        refused(send("m", good.substring(0, good.length() - 1)), 400, "bad-json");
        refused(oldSignature("m", good), 401, "bad-signature");
        assertThat(summary().get("effects").asInt()).isZero();
        assertThat(summary().at("/rejected/bad-signature").asInt()).isEqualTo(4);
    }

    @Test
    void aReceiverMisbehavesAsToldAndThenNoMore() {
        fault("{\"status\":429,\"retryAfterSeconds\":3,\"onlyNext\":2}");
        HttpResponse<String> first = send("f1", event("f1", "order-1", 1));
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(send("f1", event("f1", "order-1", 1)).statusCode()).isEqualTo(429);
        assertThat(send("f1", event("f1", "order-1", 1)).statusCode()).isEqualTo(204);
        assertThat(summary().get("effects").asInt()).isEqualTo(1);
        assertThat(summary().get("duplicates").asInt()).isZero();
        assertThat(summary().get("faults").get("status 429").asInt()).isEqualTo(2);
    }

    @Test
    void onlySubjectsNamedAreHit() {
        fault("{\"status\":422,\"subjects\":\"order-9.*\"}");
        assertThat(send("g1", event("g1", "order-91", 1)).statusCode()).isEqualTo(422);
        assertThat(send("g2", event("g2", "order-1", 1)).statusCode()).isEqualTo(204);
    }

    @Test
    void aMessageCanBeTakenAndTheAnswerLost() {
        fault("{\"cut\":true,\"takeFirst\":true,\"onlyNext\":1}");
        assertThatThrownBy(() -> send("h", event("h", "order-1", 1))).isInstanceOf(TestSandbox.CutOff.class);
        assertThat(send("h", event("h", "order-1", 1)).statusCode()).isEqualTo(204);
        assertThat(summary().get("effects").asInt()).isEqualTo(1);
        assertThat(summary().get("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    void aLateAnswerIsLate() {
        fault("{\"delayMillis\":300}");
        long began = System.nanoTime();
        assertThat(send("i", event("i", "order-1", 1)).statusCode()).isEqualTo(204);
        assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThanOrEqualTo(290);
    }

    @Test
    void memoryIsBoundedButIdsAreRemembered() {
        try (TestSandbox small = new TestSandbox(Map.of(
                "sandbox.receivers.secrets.tester",
                MessageSender.SECRET,
                "sandbox.receivers.keep-messages",
                10,
                "sandbox.receivers.keep-states",
                5))) {
            MessageSender toSmall = new MessageSender(small, "/receivers/tester");
            for (int i = 0; i < 3000; i++) {
                toSmall.send("k" + i, event("k" + i, "order-" + i, 1));
            }
            toSmall.send("k0", event("k0", "order-0", 1));
            JsonNode messages =
                    small.control("GET", "/receivers/tester/messages", "").get("messages");
            assertThat(messages.findValuesAsText("number")).hasSize(10).endsWith("3000");
            assertThat(small.control("GET", "/receivers/tester/state", "").get("states"))
                    .hasSize(5);
            assertThat(small.control("GET", "/receivers/tester", "")
                            .get("duplicates")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    private static void fault(String fault) {
        assertThat(sandbox.control("PUT", "/receivers/tester/fault", fault).has("error"))
                .isFalse();
    }

    private static JsonNode summary() {
        return sandbox.control("GET", "/receivers/tester", "");
    }

    private static HttpResponse<String> send(String id, String body) {
        return sender.send(id, body);
    }

    private static HttpResponse<String> oldSignature(String id, String body) {
        return post(body, headers(id, body, System.currentTimeMillis() / 1000 - 3600));
    }

    private static HttpResponse<String> post(String body, Map<String, String> headers) {
        return sender.post(body, headers);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static void refused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestSandbox.json(answer).get("reason").asText()).isEqualTo(reason);
    }
}
