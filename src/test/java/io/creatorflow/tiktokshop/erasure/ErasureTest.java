package io.creatorflow.tiktokshop.erasure;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.Canary;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import io.creatorflow.tiktokshop.support.TestShop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A buyer is erased wherever something of them is kept, and stays erased. */
@IntegrationTest
class ErasureTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TIME = 1_760_000_000;

    /** Where something of a buyer is kept: the test plants a canary in each. */
    private static final Set<String> HOLD_BUYERS =
            Set.of("inbox", "inbox_parked", "hint_parked", "entity", "message", "delivery_parked");

    /** Nothing of a buyer gets into these. A new table has to be named here or above, and erased then. */
    private static final Set<String> HOLD_NONE = Set.of(
            "accuracy",
            "api_key",
            "app_secret_change",
            "authorization_start",
            "backfill",
            "backfill_item",
            "backfill_window",
            "delivery",
            "delivery_done",
            "delivery_key",
            "difference",
            "downstream",
            "entity_ended",
            "erasure",
            "flyway_schema_history",
            "hint",
            "hint_held",
            "inbox_waiting",
            "issue",
            "issue_report",
            "ledger",
            "operation_log",
            "pace",
            "pace_bucket",
            "pace_lowered",
            "pull",
            "reconciliation",
            "reconciliation_receiver",
            "reconciliation_seen",
            "replay",
            "replica",
            "seller",
            "shop");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Erasures erasures;

    @Autowired
    private JdbcClient database;

    private final Canary canary = new Canary();
    private final String order = TestShop.newOrderId();
    private final AtomicInteger management = new AtomicInteger(503);
    private TestShop shop;

    @BeforeEach
    void connectShop() {
        shop = TestShop.connect(context);
        RECEIVERS.answer(order, (receiver, event, http) -> switch (receiver) {
            case "order-management" -> management.get();
            case "shipping-automation" -> 422;
            default -> 200;
        });
    }

    @AfterEach
    void nothingIsHeldUp() {
        management.set(200);
        database.sql("delete from inbox_waiting using inbox where inbox_waiting.day = inbox.day"
                        + " and inbox_waiting.body_sha256 = inbox.body_sha256 and shop_id = :shop")
                .param("shop", shop.id())
                .update();
        await().atMost(SOON)
                .until(() -> shop.count("select count(*) from delivery join entity on key = entity_key"
                                + " where shop_id = :shop")
                        == 0);
    }

    @Test
    void everyTableIsKnownToHoldBuyersOrNot() {
        Set<String> known = new HashSet<>(HOLD_BUYERS);
        known.addAll(HOLD_NONE);

        assertThat(known).containsExactlyInAnyOrderElementsOf(Canary.allTables(database));
    }

    @Test
    void aBuyerIsErasedEverywhereAndTheWaitingMessageGoesOutWithoutThem() {
        plant();
        assertThat(canary.tables(database)).containsExactlyInAnyOrderElementsOf(HOLD_BUYERS);

        Map<String, Object> done = erase();

        assertThat(canary.tables(database)).isEmpty();
        assertThat(done)
                .containsEntry("requested_by", "a test")
                .containsEntry("entities", 1)
                .containsEntry("events", 3);
        List<Received> refused = updates();
        int before = refused.size();
        management.set(200);
        await().atMost(SOON).until(() -> updates().stream().anyMatch(received -> received.status() == 200));
        Received taken = updates().get(updates().size() - 1);
        assertThat(taken.header("webhook-id")).isEqualTo(refused.get(0).header("webhook-id"));
        assertThat(new String(taken.body(), StandardCharsets.UTF_8))
                .doesNotContain(canary.text())
                .contains("\"buyerErased\":true", "\"status\":\"awaiting_shipment\"");
        assertThat(before).isPositive();
    }

    @Test
    void whatIsReadAgainIsNoChangeAndAChangeBringsNobodyBack() {
        management.set(200);
        canary.into(shop.put(order, "AWAITING_SHIPMENT", TIME));
        shop.tell(order, "AWAITING_SHIPMENT", TIME);
        await().atMost(SOON).until(() -> RECEIVERS.received("analytics", order).size() == 3);
        erase();
        int reads = shop.reads().size();

        shop.tell(order, "AWAITING_SHIPMENT", TIME - 1);
        await().atMost(SOON).until(() -> shop.reads().size() > reads && shop.hints() == 0);
        assertThat(shop.revision(order)).isEqualTo(1);
        assertThat(RECEIVERS.received("analytics", order)).hasSize(3);

        shop.move(order, "IN_TRANSIT", TIME + 60);
        await().atMost(SOON).until(() -> shop.revision(order) == 2);
        await().atMost(SOON).until(() -> RECEIVERS.received("analytics", order).size() > 3);
        Received update = RECEIVERS.received("analytics", order).get(3);
        assertThat(update.event().path("data").path("status").asText()).isEqualTo("in_transit");
        assertThat(update.event().toString()).doesNotContain(canary.text()).contains("\"buyerErased\":true");
        assertThat(canary.tables(database)).isEmpty();
    }

    @Test
    void erasingAgainChangesNothing() {
        plant();
        erase();

        assertThat(erase())
                .containsEntry("entities", 1)
                .containsEntry("messages", 0)
                .containsEntry("events", 0);
    }

    @Test
    void whatIsWrittenInAChatStaysInTheInbox() {
        shop.post("{\"type\":14,\"tts_notification_id\":\"" + order + "\",\"shop_id\":\"" + shop.id()
                + "\",\"timestamp\":"
                + TIME + ",\"data\":{\"message_id\":\"" + order + "\",\"content\":\"" + canary.text()
                + "\",\"sender\":{\"im_user_id\":\"" + canary.text() + "\",\"role\":\"BUYER\"}}}");

        await().atMost(SOON)
                .until(() -> shop.count("select count(*) from message where type = 'event.received.v1'"
                                + " and position(convert_to(:shop, 'UTF8') in body) > 0")
                        == 1);
        assertThat(canary.tables(database)).containsExactly("inbox");
    }

    @Test
    void anotherOrdersBuyerStays() {
        Canary other = new Canary();
        String neighbour = TestShop.newOrderId();
        other.into(shop.put(neighbour, "AWAITING_SHIPMENT", TIME));
        shop.tell(neighbour, "AWAITING_SHIPMENT", TIME);
        await().atMost(SOON)
                .until(() -> RECEIVERS.received("analytics", neighbour).size() == 3);

        erase();

        assertThat(other.tables(database)).containsExactlyInAnyOrder("entity", "message");
    }

    @Test
    void anEventThatHoldsTheDigitsInALongerNumberStaysAsItIs() {
        String alert = "{\"type\":27,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + TIME
                + ",\"data\":{\"sku_id\":\"9" + order + "\",\"inventory_distribution\":{\"total_quantity\":3}}}";
        String stock =
                "{\"product_id\":\"" + order + "9\",\"occurred_at\":\"2025-10-09T08:53:20Z\",\"trigger_source\":\"x\"}";
        store(alert, shop.id());
        store(stock, null);

        assertThat(erase()).containsEntry("events", 0);

        assertThat(stored(alert)).isEqualTo(alert);
        assertThat(stored(stock)).isEqualTo(stock);
    }

    @Test
    void anEventWithoutAShopThatHoldsTheIdByItselfLosesItsBuyer() {
        String stock =
                "{\"product_id\":\"1\",\"change_detail\":[{\"idempotency_key\":\"order_created:" + order + "\"}]}";
        String chat = "{\"type\":14,\"data\":{\"content\":\"" + canary.text() + "\\u00a0" + order + "\"}}";
        String wide = "of " + canary.text() + ", the order \u00e9" + order;
        List.of(stock, chat, wide).forEach(body -> store(body, null));

        assertThat(erase()).containsEntry("events", 3);

        assertThat(stored(stock)).isEqualTo("{\"product_id\":\"1\",\"change_detail\":[{}]}");
        assertThat(canary.tables(database)).isEmpty();
    }

    @Test
    void soManyEventsAreErasedBatchByBatch() {
        database.sql("""
                        insert into inbox (day, body_sha256, event_type, shop_id, body)
                        select case when n % 2 = 0 then current_date else '-infinity' end, sha256(body), 1, :shop, body
                        from generate_series(1, 1200) as n
                        cross join convert_to(json_build_object('order_id', :order, 'n', n)::text, 'UTF8') as body
                        """).param("shop", shop.id()).param("order", order).update();

        assertThat(erase()).containsEntry("events", 1200);
    }

    @Test
    void anEventThatWaitsIsStillRoutedAfterItsBuyerIsErased() {
        plant();
        erase();
        int reads = shop.reads().size();

        database.sql("""
                        update inbox_waiting w set due_at = clock_timestamp() from inbox i
                        where i.day = w.day and i.body_sha256 = w.body_sha256 and i.shop_id = :shop
                        """).param("shop", shop.id()).update();

        await().atMost(SOON).until(() -> shop.reads().size() > reads);
    }

    @Test
    void anOrderThatIsOverForLongEnoughLosesItsBuyer() {
        String young = TestShop.newOrderId();
        Canary stays = new Canary();
        canary.into(shop.put(order, "CANCELLED", 1_000_000));
        shop.tell(order, "CANCELLED", 1_000_000);
        stays.into(shop.put(young, "COMPLETED", TIME));
        shop.tell(young, "COMPLETED", TIME);

        await().atMost(SOON).until(() -> shop.revision(young) == 1 && shop.revision(order) == 1);
        await().atMost(SOON).until(() -> canary.tables(database).isEmpty());
        assertThat(shop.status(order)).isEqualTo("cancelled");
        await().atMost(SOON).until(() -> ended(order) == 0);
        assertThat(ended(young)).isEqualTo(1);
        assertThat(stays.tables(database)).contains("entity", "message");
    }

    @Test
    void anOrderThatIsNotOverLosesItsBuyerOnceItsShopHasBeenAwayForLongEnough() {
        canary.into(shop.put(order, "DELIVERED", TIME));
        shop.tell(order, "DELIVERED", TIME);
        await().atMost(SOON).until(() -> shop.revision(order) == 1);
        many(450);
        Canary stays = new Canary();
        String leftYesterday = openOrder(stays, "left", 1);
        String cameBack = openOrder(stays, "connected", 20_001);

        state(shop, "left", 20_001);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> canary.tables(database).isEmpty());
        await().atMost(SOON).until(() -> ended(order) == 0);
        assertThat(shop.status(order)).isEqualTo("delivered");
        assertThat(shop.revision(order)).isEqualTo(1);
        assertThat(shop.count(
                        "select count(*) from entity where shop_id = :shop and content ->> 'buyerErased' = 'true'"))
                .isEqualTo(451);
        assertThat(ended(leftYesterday) + ended(cameBack)).isZero();
        assertThat(database.sql("select count(*) from entity where position(:text in content::text) > 0")
                        .param("text", stays.text())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aShopThatLeavesAnotherTimeIsLookedAtAgain() {
        many(1);
        state(shop, "needs_reauthorization", 20_001);
        await().atMost(SOON).until(() -> canary.tables(database).isEmpty());
        state(shop, "connected", 0);
        many(2);

        state(shop, "left", 20_002);

        await().atMost(SOON).until(() -> canary.tables(database).isEmpty());
    }

    /** An order of another shop, which is then put into a state. */
    private String openOrder(Canary buyer, String state, int daysAgo) {
        TestShop other = TestShop.connect(context);
        String id = TestShop.newOrderId();
        buyer.into(other.put(id, "AWAITING_SHIPMENT", TIME));
        other.tell(id, "AWAITING_SHIPMENT", TIME);
        await().atMost(SOON).until(() -> other.revision(id) == 1);
        state(other, state, daysAgo);
        return id;
    }

    private void state(TestShop of, String state, int daysAgo) {
        database.sql("update shop set state = :state, changed_at = clock_timestamp() - make_interval(days => :days)"
                        + " where shop_id = :shop")
                .param("state", state)
                .param("days", daysAgo)
                .param("shop", of.id())
                .update();
    }

    /** So many open orders. */
    private void many(int orders) {
        database.sql("""
                        insert into entity (kind, shop_id, entity_id, revision, lifecycle_rank, read_at, content_sha256, content)
                        select 'order', :shop, 'many-' || :orders || '-' || n, 1, 6, clock_timestamp(), '',
                          json_build_object('buyer', :text)
                        from generate_series(1, :orders) as n
                        """)
                .param("shop", shop.id())
                .param("orders", orders)
                .param("text", canary.text())
                .update();
    }

    private int ended(String id) {
        return database.sql("select count(*) from entity_ended join entity on key = entity_key where entity_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private List<Received> updates() {
        return RECEIVERS.received("order-management", order);
    }

    /** By real flows where there is one, else by hand, as nobody can tell what the text of an error may hold. */
    private void plant() {
        canary.into(shop.put(order, "AWAITING_SHIPMENT", TIME));
        shop.post(event(1));
        await().atMost(SOON)
                .until(() -> !updates().isEmpty()
                        && shop.count("select count(*) from delivery_parked join entity on key = entity_key"
                                        + " where shop_id = :shop")
                                > 0);
        database.sql("""
                        update delivery_parked set reason = :text where entity_key = (
                          select key from entity where shop_id = :shop and entity_id = :order)
                        """)
                .param("text", canary.text())
                .param("shop", shop.id())
                .param("order", order)
                .update();
        database.sql(
                        "insert into hint_parked (kind, shop_id, entity_id, reason) values ('order', :shop, :order, :text)")
                .param("shop", shop.id())
                .param("order", order)
                .param("text", canary.text())
                .update();
        storeWith(event(2), "inbox_parked (day, body_sha256, reason) select day, body_sha256, :text from stored");
        storeWith(
                event(3),
                "inbox_waiting (day, body_sha256, due_at)"
                        + " select day, body_sha256, clock_timestamp() + interval '1 hour' from stored");
    }

    private String event(int number) {
        return "{\"type\":1,\"tts_notification_id\":\"" + number + order + "\",\"shop_id\":\"" + shop.id()
                + "\",\"timestamp\":" + TIME + ",\"data\":{\"order_id\":\"" + order + "\",\"order_status\":\""
                + "AWAITING_SHIPMENT\",\"update_time\":" + TIME + ",\"name\":\"" + canary.text() + "\"}}";
    }

    private void storeWith(String body, String target) {
        database.sql("with stored as (insert into inbox (day, body_sha256, event_type, shop_id, body)"
                        + " values (current_date, sha256(:body), 1, :shop, :body) returning *) insert into " + target)
                .param("body", body.getBytes(StandardCharsets.UTF_8))
                .param("shop", shop.id())
                .param("text", canary.text())
                .update();
    }

    private void store(String body, @Nullable String shopId) {
        database.sql("insert into inbox (day, body_sha256, shop_id, body)"
                        + " values (current_date, sha256(:body), :shop::text, :body)")
                .param("body", body.getBytes(StandardCharsets.UTF_8))
                .param("shop", shopId)
                .update();
    }

    private String stored(String body) {
        return database.sql("select convert_from(body, 'UTF8') from inbox where body_sha256 = sha256(:body)")
                .param("body", body.getBytes(StandardCharsets.UTF_8))
                .query(String.class)
                .single();
    }

    private Map<String, Object> erase() {
        long id = erasures.request(shop.id(), order, "a test");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.sql("select finished_at is not null from erasure where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
        return database.sql("select * from erasure where id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }
}
