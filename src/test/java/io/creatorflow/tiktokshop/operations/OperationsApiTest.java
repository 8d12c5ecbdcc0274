package io.creatorflow.tiktokshop.operations;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looking into states and mending them, over HTTP, with the whole integration running. */
@IntegrationTest
class OperationsApiTest {

    private static final long TIME = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    private final String order = TestShop.newOrderId();
    private final AtomicInteger answer = new AtomicInteger(200);
    private Operator operator;
    private TestShop shop;

    @BeforeEach
    void connect() {
        operator = new Operator(context);
        shop = TestShop.connect(context);
    }

    @AfterEach
    void theLedgerCloses() {
        assertThat(database.sql("select receiver from ledger_balance where difference <> 0 or drift <> 0")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void aPaceIsSetAndLeftToTheKnobAgain() {
        operator.change("/paces/get-product?perSecond=7", "");
        assertThat(pace("get-product").path("perSecond").asInt()).isEqualTo(7);
        assertThat(operator.items("/log").get(0).path("action").asText()).isEqualTo("change-pace");
        operator.change("/paces/get-product", "");
        assertThat(pace("get-product").path("perSecond").isNull()).isTrue();
        assertThat(operator.post("/paces/get-product?perSecond=10001", "").status())
                .isEqualTo(400);
        assertThat(operator.post("/paces/get-token", "").status()).isEqualTo(404);
    }

    private JsonNode pace(String operation) {
        return java.util.stream.StreamSupport.stream(operator.ask("/paces").spliterator(), false)
                .filter(pace -> pace.path("operation").asText().equals(operation))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReceiversLimitsAreSetAndLeftToTheKnobsAgain() {
        operator.change("/downstreams/inventory-tracking/limit?concurrency=1&rate=500", "");
        try {
            assertThat(receiver("inventory-tracking").path("concurrency").asInt())
                    .isEqualTo(1);
            assertThat(receiver("inventory-tracking").path("rate").asInt()).isEqualTo(500);
            shop.move(order, "AWAITING_SHIPMENT", TIME);
            await().until(() -> received("inventory-tracking").size() == 1);
        } finally {
            operator.change("/downstreams/inventory-tracking/limit", "");
        }
        assertThat(receiver("inventory-tracking").path("rate").isNull()).isTrue();
        assertThat(operator.post("/downstreams/inventory-tracking/limit?concurrency=0", "")
                        .body()
                        .path("mend")
                        .asText())
                .contains("from 1 to 32");
        assertThat(operator.post("/downstreams/nobody/limit", "").status()).isEqualTo(404);
        assertThat(operator.items("/log").get(0).path("action").asText()).isEqualTo("limit");
    }

    @Test
    void aPausedReceiverGetsNothingUntilItIsResumed() {
        operator.change("/downstreams/inventory-tracking/pause?reason=stocktaking", "");
        try {
            shop.move(order, "AWAITING_SHIPMENT", TIME);
            await().until(() -> received("analytics").size() == 3);

            assertThat(receiver("inventory-tracking").path("why").asText())
                    .contains("paused by tester", "(stocktaking)");
            await().until(() -> queue("inventory-tracking").path("waiting").asInt() > 0);
            assertThat(queue("inventory-tracking").path("state").asText()).isEqualTo("paused");
            assertThat(queue("inventory-tracking").path("why").asText()).contains("paused by tester");
            assertThat(queue("analytics").path("state").asText()).isEqualTo("open");
            assertThat(open("delivery").get(0).path("mend").asText()).contains("/inventory-tracking/resume");
            assertThat(received("inventory-tracking")).isEmpty();
        } finally {
            operator.change("/downstreams/inventory-tracking/resume", "");
        }
        await().until(() -> received("inventory-tracking").size() == 1);
        assertThat(receiver("inventory-tracking").path("state").asText()).isEqualTo("open");
        assertThat(operator.items("/log").stream()
                        .map(entry -> entry.path("operator").asText() + " "
                                + entry.path("action").asText() + " "
                                + entry.path("target").asText()))
                .contains("tester pause inventory-tracking", "tester resume inventory-tracking");
    }

    @Test
    void aBuyerIsErasedOnRequestAndTheRequestIsKept() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> received("analytics").size() == 3);

        JsonNode asked = operator.change("/orders/" + shop.id() + "/" + order + "/erase", "");
        String request = "/erasures/" + asked.path("id").asText();
        await().until(() -> operator.ask(request).path("state").asText().equals("erased"));

        assertThat(operator.ask(request).path("requestedBy").asText()).isEqualTo("tester");
        assertThat(operator.ask(request).path("entities").asInt()).isEqualTo(1);
        assertThat(operator.items("/log").stream()
                        .map(entry -> entry.path("action").asText() + " "
                                + entry.path("target").asText()))
                .contains("erase-buyer order/" + shop.id() + "/" + order);
        assertThat(operator.get("/erasures/999999999").status()).isEqualTo(404);
    }

    @Test
    void whatIsNoIdOfAnOrderIsNotErased() {
        for (String id : List.of("1", "12345", "5779x0000000000001", "5".repeat(33))) {
            Operator.Answer answer = operator.post("/orders/7/" + id + "/erase", "");

            assertThat(answer.status()).as(id).isEqualTo(400);
            assertThat(answer.body().path("detail").asText()).startsWith("order is no id: " + id.substring(0, 1));
        }
    }

    @Test
    void aParkedMessageIsFoundWithItsReasonAndSentAgain() {
        refusedBy("order-management", 422);
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> !parked().isEmpty());

        JsonNode one = operator.ask(place(parked().get(0)));
        assertThat(one.path("why").asText()).contains("order-management did not take it", "422");
        assertThat(one.path("mend").asText()).endsWith("/unpark. A newer message of its type replaces it by itself.");
        assertThat(open("parked-message")).hasSize(1);
        answer.set(200);
        operator.change(place(one) + "/unpark", "");

        await().until(() -> statuses("order-management").equals(List.of(422, 200)));
        await().until(() -> open("delivery").isEmpty());
        assertThat(parked()).isEmpty();
        assertThat(operator.post(place(one) + "/unpark", "").status()).isEqualTo(404);
        assertThat(story()).contains("order-management took order.updated.v1 of revision 1.");
    }

    @Test
    void whatWouldTakeAReceiverBackIsRefusedAndTheCurrentStateOffered() {
        revisionOneIsParkedAndTwoDelivered();

        Operator.Answer refusal = operator.post(place(parked().get(0)) + "/unpark", "");
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.type()).isEqualTo("application/problem+json");
        assertThat(refusal.body().path("detail").asText()).contains("Revision 2 was delivered", "tells revision 1");
        assertThat(refusal.body().path("mend").asText()).contains("\"entity\":\"" + order, "\"current\":true");

        int before = received("analytics").size();
        finished(replay("analytics", "\"current\":true"));
        await().until(() -> received("analytics").size() > before);
        assertThat(sequences("analytics").get(before)).isEqualTo(2);
    }

    @Test
    void whatIsOlderThanTheDeliveriesThatAreKeptIsRefusedOnceTheEntityHasChanged() {
        parkedBeforeDeliveriesWereForgotten();

        Operator.Answer refusal = operator.post(place(parked().get(0)) + "/unpark", "");

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.body().path("detail").asText())
                .contains("A newer revision may have been delivered", "tells revision 1");
        assertThat(refusal.body().path("mend").asText()).contains("\"entity\":\"" + order, "\"current\":true");
        assertThat(parked()).hasSize(3);
    }

    @Test
    void aReplayOfWhatIsOlderThanTheDeliveriesThatAreKeptDoesNotGoBackEither() {
        parkedBeforeDeliveriesWereForgotten();

        JsonNode done = finished(replay("analytics", ""));

        assertThat(done.path("newerDelivered").asInt()).isEqualTo(3);
        assertThat(done.path("sent").asInt()).isZero();
    }

    private void revisionOneIsParkedAndTwoDelivered() {
        refusedBy("analytics", 422);
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> parked().size() == 3);
        answer.set(200);
        shop.move(order, "IN_TRANSIT", TIME + 1);
        await().until(() -> statuses("analytics").contains(200));
        await().until(() -> open("delivery").isEmpty());
    }

    /** Revision 1 is parked, revision 2 was delivered, and that was more than {@code history.days} ago. */
    private void parkedBeforeDeliveriesWereForgotten() {
        revisionOneIsParkedAndTwoDelivered();
        String keys = "(select key from entity where shop_id = :shop)";
        for (String sql : List.of(
                "delete from delivery_done d using message m where m.position = d.message_position and m.entity_key in "
                        + keys,
                "update message set day = day - 40 where entity_key in " + keys,
                "update delivery_parked set message_day = message_day - 40 where entity_key in " + keys)) {
            database.sql(sql).param("shop", shop.id()).update();
        }
    }

    @Test
    void aReplayIsCountedFirstThenSendsUnderTheSameIdAndNeverGoesBack() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> received("order-management").size() == 1);
        shop.move(order, "IN_TRANSIT", TIME + 1);
        await().until(() -> received("order-management").size() == 2);
        await().until(() -> open("delivery").isEmpty());

        JsonNode count = operator.change("/replays?dryRun=true", filter("order-management", ""));
        assertThat(count.toString())
                .isEqualTo("{\"messages\":1,\"newerDelivered\":1,\"onItsWay\":0,\"complete\":true}");
        assertThat(received("order-management")).hasSize(2);
        JsonNode done = finished(operator.change("/replays", filter("order-management", "")));

        assertThat(done.path("sent").asInt()).isEqualTo(1);
        assertThat(done.path("newerDelivered").asInt()).isEqualTo(1);
        await().until(() -> received("order-management").size() == 3);
        List<Received> all = received("order-management");
        assertThat(all.get(2).header("webhook-id")).isEqualTo(all.get(1).header("webhook-id"));
        assertThat(all.get(2).body()).isEqualTo(all.get(1).body());
        await().until(() -> open("delivery").isEmpty());
    }

    @Test
    void aDayIsReplayedByItsTime() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> received("shipping-automation").size() == 1);
        await().until(() -> open("delivery").isEmpty());

        JsonNode done = finished(operator.change(
                "/replays",
                "{\"receiver\":\"shipping-automation\",\"types\":[\"order.released.v1\"],\"shop\":\"" + shop.id()
                        + "\",\"from\":\""
                        + java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(1) + "\"}"));

        assertThat(done.path("sent").asInt()).isEqualTo(1);
        await().until(() -> received("shipping-automation").size() == 2);
        assertThat(operator.items("/replays").get(0).path("operator").asText()).isEqualTo("tester");
    }

    @Test
    void aReplayThatIsStoppedSendsNothingMore() {
        long id = database.sql("""
                        insert into replay (receiver, current, from_time, to_time, day, operator, shop_id, finished_at)
                        values ('analytics', false, now(), now(), current_date, 'tester', 'none', null) returning id
                        """).query(Long.class).single();

        int status = operator.post("/replays/" + id + "/stop", "").status();

        assertThat(finished(operator.ask("/replays/" + id)).path("state").asText())
                .isEqualTo(status == 200 ? "stopped" : "finished");
        assertThat(operator.post("/replays/" + id + "/stop", "").status()).isEqualTo(404);
    }

    @Test
    void aFilterWithASlipIsRefused() {
        Operator.Answer slip =
                operator.post("/replays", "{\"receiver\":\"analytics\",\"shopp\":\"1\",\"from\":\"2026-01-01\"}");
        assertThat(slip.status()).isEqualTo(400);
        assertThat(slip.body().path("mend").asText()).contains("shop");
        assertThat(operator.post("/replays", "{\"receiver\":\"analytics\"}").status())
                .isEqualTo(400);
        assertThat(operator.post("/replays", "{\"receiver\":\"analytics\",\"types\":\"x\",\"from\":\"2026-01-01\"}")
                        .status())
                .isEqualTo(400);
        assertThat(operator.post("/replays", "[]").status()).isEqualTo(400);
        assertThat(operator.post("/replays", "{\"receiver\":\"nobody\",\"from\":\"2026-01-01\"}")
                        .status())
                .isEqualTo(404);
        assertThat(operator.post("/downstreams/nobody/pause", "")
                        .body()
                        .path("mend")
                        .asText())
                .contains("analytics");
    }

    @Test
    void aParkedHintIsReadAgain() {
        shop.put(order, "AWAITING_SHIPMENT", TIME);
        database.sql(
                        "insert into hint_parked (kind, shop_id, entity_id, reason) values ('order', :shop, :order, 'a field is wrong')")
                .param("shop", shop.id())
                .param("order", order)
                .update();
        JsonNode hint = operator.items("/parked/hints?shop=" + shop.id()).get(0);
        assertThat(hint.path("why").asText()).contains("a field is wrong");
        assertThat(open("parked-hint")).hasSize(1);

        operator.change("/parked/hints/order/" + shop.id() + "/" + order + "/unpark", "");

        await().until(() -> shop.revision(order) == 1);
        assertThat(operator.items("/parked/hints?shop=" + shop.id())).isEmpty();
        assertThat(operator.post("/parked/hints/order/" + shop.id() + "/" + order + "/unpark", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aParkedEventIsRoutedAgain() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> shop.revision(order) == 1);
        database.sql(
                        "insert into inbox_parked (day, body_sha256, reason) select day, body_sha256, 'no branch' from inbox where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        int reads = shop.reads().size();
        JsonNode event = operator.items("/parked/events?shop=" + shop.id()).get(0);
        assertThat(event.path("why").asText()).contains("no branch");

        String place = "/parked/events/" + event.path("day").asText() + "/"
                + event.path("sha256").asText();
        operator.change(place + "/unpark", "");

        await().until(() -> shop.reads().size() > reads);
        assertThat(operator.post(place + "/unpark", "").status()).isEqualTo(404);
    }

    @Test
    void theInboxIsSearchedWithoutShowingABody() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> shop.revision(order) == 1);

        List<JsonNode> found = operator.items("/inbox?shop=" + shop.id() + "&type=1&entity=" + order);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("name").asText()).isEqualTo("ORDER_STATUS_CHANGE");
        assertThat(found.get(0).path("notificationId").asText()).isEqualTo(order);
        assertThat(found.get(0).has("body")).isFalse();
        assertThat(operator.items("/inbox?shop=" + shop.id() + "&type=2")).isEmpty();
        assertThat(operator.items("/inbox?shop=" + shop.id() + "&entity=1" + order))
                .isEmpty();
    }

    @Test
    void aPageSaysWhereTheNextBegins() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        shop.move(order, "IN_TRANSIT", TIME + 1);
        await().until(() -> operator.items("/inbox?shop=" + shop.id()).size() == 2);

        JsonNode first = operator.ask("/inbox?limit=1&shop=" + shop.id());
        String next = java.net.URLEncoder.encode(first.path("next").asText(), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode second = operator.ask("/inbox?limit=1&shop=" + shop.id() + "&after=" + next);

        assertThat(second.path("items").get(0).path("sha256"))
                .isNotEqualTo(first.path("items").get(0).path("sha256"));
    }

    @Test
    void theStoryTellsEachStepInOrder() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> received("analytics").size() == 3);
        await().until(() -> open("delivery").isEmpty());

        assertThat(story().get(0)).isEqualTo("A webhook came: ORDER_STATUS_CHANGE.");
        assertThat(story())
                .contains(
                        "It was read from TikTok Shop: revision 1 is what it said.",
                        "Revision 1 made the message order.updated.v1.",
                        "order-management took order.updated.v1 of revision 1.",
                        "shipping-automation took order.released.v1 of revision 1.");
        JsonNode copy = operator.ask("/entities/order/" + shop.id() + "/" + order);
        assertThat(copy.path("entity").path("contentSha256").asText()).hasSize(64);
        assertThat(copy.path("entity").has("content")).isFalse();
        assertThat(copy.path("messages")).hasSize(3);
    }

    @Test
    void revisionsTellWhatChangedAndWhatMadeThemWithoutValues() {
        shop.move(order, "AWAITING_SHIPMENT", TIME);
        await().until(() -> shop.revision(order) == 1);
        shop.move(order, "IN_TRANSIT", TIME + 1);
        await().until(() -> shop.revision(order) == 2);
        String path = "/entities/order/" + shop.id() + "/" + order + "/revisions";

        List<JsonNode> revisions = operator.items(path);

        assertThat(revisions).extracting(r -> r.path("revision").asInt()).containsExactly(2, 1);
        assertThat(revisions.get(0).path("cause").asText()).isEqualTo("read");
        assertThat(revisions.get(0).path("events").path(0).path("name").asText())
                .isEqualTo("ORDER_STATUS_CHANGE");
        assertThat(revisions.get(0).path("changed").toString())
                .contains("\"status\"", "\"updatedAt\"", "\"items[].units[].status\"", "\"release.state\"")
                .doesNotContain("in_transit", "revision");
        assertThat(revisions.get(1).path("first").asBoolean()).isTrue();
        assertThat(revisions.get(0).has("body")).isFalse();
        JsonNode page = operator.ask(path + "?limit=1");
        assertThat(operator.items(path + "?limit=1&after=" + page.path("next").asText())
                        .get(0)
                        .path("revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shopsAreListedWithTheirStates() {
        database.sql("update shop set state = 'left' where shop_id = :shop")
                .param("shop", shop.id())
                .update();

        assertThat(operator.items("/shops?state=left&limit=500").stream()
                        .map(listed -> listed.path("shop").asText()))
                .contains(shop.id());
        assertThat(operator.items("/shops?limit=1")).hasSize(1);
    }

    @Test
    void ofWhatIsNotKnownNothingIsTold() {
        for (String path : List.of("", "/story", "/revisions")) {
            assertThat(operator.get("/entities/order/" + shop.id() + "/1" + path)
                            .status())
                    .isEqualTo(404);
        }
    }

    private void refusedBy(String receiver, int status) {
        answer.set(status);
        RECEIVERS.answer(order, (name, event, http) -> name.equals(receiver) ? answer.get() : 200);
    }

    private List<Received> received(String receiver) {
        return RECEIVERS.received(receiver, order);
    }

    private List<Integer> statuses(String receiver) {
        return received(receiver).stream().map(Received::status).toList();
    }

    private List<Integer> sequences(String receiver) {
        return received(receiver).stream()
                .map(got -> got.event().path("sequence").asInt())
                .toList();
    }

    private JsonNode queue(String receiver) {
        return StreamSupport.stream(operator.ask("/queues").path("queues").spliterator(), false)
                .filter(queue -> queue.path("station").asText().equals("deliveries"))
                .filter(queue -> queue.path("receiver").asText().equals(receiver))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private JsonNode receiver(String name) {
        for (JsonNode receiver : operator.ask("/downstreams")) {
            if (receiver.path("receiver").asText().equals(name)) {
                assertThat(receiver.path("difference").asInt(-1)).isZero();
                return receiver;
            }
        }
        throw new AssertionError("no " + name);
    }

    private List<JsonNode> parked() {
        return operator.items("/parked/messages?entity=" + order);
    }

    private static String place(JsonNode parked) {
        return "/parked/messages/" + parked.path("receiver").asText() + "/"
                + parked.path("position").asText();
    }

    private String filter(String receiver, String more) {
        return "{\"receiver\":\"" + receiver + "\",\"kind\":\"order\",\"shop\":\"" + shop.id() + "\",\"entity\":\""
                + order + "\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private JsonNode replay(String receiver, String more) {
        return operator.change("/replays", filter(receiver, more));
    }

    private JsonNode finished(JsonNode replay) {
        String path = "/replays/" + replay.path("id").asText();
        await().until(() -> !operator.ask(path).path("finishedAt").isNull());
        return operator.ask(path);
    }

    private List<JsonNode> open(String what) {
        Operator.Answer story = operator.get("/entities/order/" + shop.id() + "/" + order + "/story");
        return story.body().path("open").findParents("what").stream()
                .filter(item -> item.path("what").asText().equals(what))
                .toList();
    }

    private List<String> story() {
        return operator.ask("/entities/order/" + shop.id() + "/" + order + "/story")
                .path("story")
                .findValuesAsText("say");
    }
}
