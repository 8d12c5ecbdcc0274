package io.creatorflow.tiktokshop.sandbox;

import static io.creatorflow.tiktokshop.sandbox.MessageSender.event;
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

class ReceiverBatchesTest {

    private static final String ID = "batch_5f0c2c7e-0d0b-4c55-9a55-0d9f5a3f6b11";
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
    void aBatchIsTakenMemberByMember() {
        taken(ID, event("x", "order-1", 1), event("y", "order-2", 7));

        assertThat(count("requests")).isEqualTo(1);
        assertThat(count("effects")).isEqualTo(2);
        assertThat(count("duplicates")).isZero();
        assertThat(summary().at("/byType/order.updated").asInt()).isEqualTo(2);
        JsonNode messages = messages();
        assertThat(messages.findValuesAsText("number")).containsExactly("1", "2");
        assertThat(messages.findValuesAsText("id")).containsExactly("x", "y");
        assertThat(messages.findValuesAsText("subject")).containsExactly("order-1", "order-2");
        assertThat(messages.findValuesAsText("sequence")).containsExactly("1", "7");
        assertThat(messages.findValuesAsText("status")).containsExactly("to_ship", "to_ship");
        assertThat(messages.findValuesAsText("webhookId")).containsExactly(ID, ID);
    }

    @Test
    void theStateOfEachSubjectIsTheMemberAboutIt() {
        taken(ID, event("x", "größer-1", 1), event("y", "order-2", 1));

        JsonNode states = sandbox.control("GET", "/receivers/tester/state", "").get("states");
        assertThat(states.findValuesAsText("webhookId")).containsExactly(ID, ID);
        assertThat(states.at("/0/event")).isEqualTo(TestSandbox.json(event("x", "größer-1", 1)));
        assertThat(states.at("/1/event")).isEqualTo(TestSandbox.json(event("y", "order-2", 1)));
    }

    @Test
    void blanksBetweenTheMembersAreNoneOfTheirs() {
        String body = " [\n  " + event("x", "order-1", 1) + " ,\n  " + event("y", "order-2", 1) + "\n] ";

        assertThat(sender.sendBatch(ID, body).statusCode()).isEqualTo(204);
        assertThat(sandbox.control("GET", "/receivers/tester/state", "").at("/states/1/event"))
                .isEqualTo(TestSandbox.json(event("y", "order-2", 1)));
    }

    @Test
    void aBatchThatComesAgainIsRepeatsOfItsMembers() {
        taken(ID, event("x", "order-1", 1), event("y", "order-2", 1));
        taken(ID, event("x", "order-1", 1), event("y", "order-2", 1));

        assertThat(count("requests")).isEqualTo(2);
        assertThat(count("effects")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(2);
        assertThat(count("wentBack")).isZero();
        assertThat(messages()).hasSize(2);
    }

    @Test
    void aMemberIsTheSameMessageAloneAndInABatch() {
        assertThat(sender.send("x", event("x", "order-1", 1)).statusCode()).isEqualTo(204);
        taken(ID, event("x", "order-1", 1), event("y", "order-2", 1));
        assertThat(sender.send("y", event("y", "order-2", 1)).statusCode()).isEqualTo(204);

        assertThat(count("effects")).isEqualTo(2);
        assertThat(count("duplicates")).isEqualTo(2);
        assertThat(messages().findValuesAsText("webhookId")).containsExactly("x", ID);
    }

    @Test
    void aSequenceThatGoesBackIsNoticedWithinABatchAndBetweenTwo() {
        taken(ID, event("a", "order-1", 2), event("b", "order-1", 1));
        assertThat(count("wentBack")).isEqualTo(1);

        taken("batch_2", event("c", "order-2", 1), event("d", "order-1", 1));
        assertThat(count("wentBack")).isEqualTo(2);
        assertThat(sandbox.control("GET", "/receivers/tester/state", "")
                        .get("states")
                        .findValuesAsText("id"))
                .contains("a", "c")
                .doesNotContain("b", "d");
    }

    @Test
    void nothingIsKeptOfABatchThatIsNotAsItMustBe() {
        String good = event("x", "order-1", 1);
        String bad = event("y", "order-2", 1).replace("\"subject\":\"order-2\",", "");

        HttpResponse<String> answer = sender.sendBatch(ID, batch(good, bad));
        refused(answer, 400, "missing-subject");
        assertThat(TestSandbox.json(answer).get("message").asText())
                .isEqualTo("Member 2 of the batch: The event has no subject.");
        refused(sender.sendBatch(ID, batch(good, good.replace("\"1.0\"", "\"0.3\""))), 400, "bad-event");
        refused(sender.sendBatch(ID, batch(good, good.replace("\"1\"", "\"one\""))), 400, "bad-sequence");
        refused(sender.sendBatch(ID, batch(good, "5")), 400, "bad-batch");
        refused(sender.sendBatch(ID, batch(good, "[" + good + "]")), 400, "bad-batch");
        refused(sender.sendBatch(ID, batch(good) + batch(good)), 400, "bad-batch");
        refused(sender.sendBatch(ID, good), 400, "bad-batch");
        refused(sender.sendBatch(ID, "\"text\""), 400, "bad-batch");
        refused(sender.sendBatch(ID, "[]"), 400, "empty-batch");
        refused(sender.sendBatch(ID, "[" + good), 400, "bad-json");
        refused(sender.sendBatch(ID, "[" + good + ",]"), 400, "bad-json");

        assertThat(count("effects")).isZero();
        assertThat(messages()).isEmpty();
        assertThat(summary().at("/rejected/bad-batch").asInt()).isEqualTo(5);
        taken(ID, good);
        assertThat(count("duplicates")).isZero();
    }

    @Test
    void aBatchHasAnIdOfItsOwnAndNoDotInIt() {
        String body = batch(event("x", "order-1", 1), event("y", "order-2", 1));

        refused(sender.sendBatch("y", body), 400, "bad-batch-id");
        refused(sender.sendBatch("batch.1", body), 400, "bad-batch-id");
        assertThat(count("effects")).isZero();
    }

    @Test
    void aBatchComesWithItsOwnMediaTypeAndASignatureOverItsBytes() {
        String body = batch(event("x", "order-1", 1), event("y", "order-2", 1));

        refused(sender.send(ID, body), 400, "bad-event");
        refused(as("application/json", body, body), 415, "bad-content-type");
        refused(as("application/cloudevents-batch+jsonl", body, body), 415, "bad-content-type");
        refused(as("application/cloudevents-batch+json", body, body + " "), 401, "bad-signature");
        assertThat(count("effects")).isZero();

        assertThat(as("Application/CloudEvents-Batch+JSON; charset=UTF-8", body, body)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aFaultHitsTheWholeRequest() {
        fault("{\"status\":503,\"onlyNext\":1}");
        String body = batch(event("x", "order-1", 1), event("y", "order-2", 1));

        assertThat(sender.sendBatch(ID, body).statusCode()).isEqualTo(503);
        assertThat(count("effects")).isZero();
        assertThat(sender.sendBatch(ID, body).statusCode()).isEqualTo(204);
        assertThat(count("effects")).isEqualTo(2);
        assertThat(summary().get("faults").get("status 503").asInt()).isEqualTo(1);
    }

    @Test
    void aFaultForASubjectHitsABatchWithAMemberAboutIt() {
        fault("{\"status\":422,\"subjects\":\"order-9\"}");

        assertThat(sender.sendBatch(ID, batch(event("x", "order-1", 1), event("y", "order-9", 1)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(sender.send("y", event("y", "order-9", 1)).statusCode()).isEqualTo(422);
        assertThat(sender.send("x", event("x", "order-1", 1)).statusCode()).isEqualTo(204);
        taken("batch_2", event("v", "order-1", 2), event("w", "order-2", 1));
    }

    @Test
    void aBatchCanBeTakenAndTheAnswerLost() {
        fault("{\"cut\":true,\"takeFirst\":true,\"onlyNext\":1}");
        String body = batch(event("x", "order-1", 1), event("y", "order-2", 1));

        assertThatThrownBy(() -> sender.sendBatch(ID, body)).isInstanceOf(TestSandbox.CutOff.class);
        assertThat(count("effects")).isEqualTo(2);
        assertThat(sender.sendBatch(ID, body).statusCode()).isEqualTo(204);
        assertThat(count("duplicates")).isEqualTo(2);
    }

    private static void taken(String id, String... members) {
        HttpResponse<String> answer = sender.sendBatch(id, batch(members));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private static HttpResponse<String> as(String contentType, String signed, String sent) {
        Map<String, String> headers = new HashMap<>(MessageSender.headers(ID, signed));
        headers.put("Content-Type", contentType);
        return sender.post(sent, headers);
    }

    private static String batch(String... members) {
        return "[" + String.join(",", members) + "]";
    }

    private static void fault(String fault) {
        assertThat(sandbox.control("PUT", "/receivers/tester/fault", fault).has("error"))
                .isFalse();
    }

    private static JsonNode summary() {
        return sandbox.control("GET", "/receivers/tester", "");
    }

    private static int count(String name) {
        return summary().get(name).asInt();
    }

    private static JsonNode messages() {
        return sandbox.control("GET", "/receivers/tester/messages", "").get("messages");
    }

    private static void refused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(TestSandbox.json(answer).get("reason").asText()).isEqualTo(reason);
    }
}
