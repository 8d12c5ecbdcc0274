package io.creatorflow.tiktokshop.routing;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.ingress.WebhookSamples;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.TestShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shops of these tests are not connected, so that their hints stay where they can be seen. */
@IntegrationTest
class RouteEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Map<Integer, String>> IDS = Map.of(
            "order",
            Map.of(
                    1,
                    "/order_id",
                    3,
                    "/order_id",
                    4,
                    "/package_list/*/order_id_list/*",
                    11,
                    "/order_id",
                    12,
                    "/order_id",
                    36,
                    "/order_ids/*",
                    67,
                    "/line_items/*/main_order_id"),
            "product",
            Map.of(
                    5,
                    "/product_id",
                    15,
                    "/product_id",
                    16,
                    "/product_id",
                    18,
                    "/product_id",
                    37,
                    "/product_id",
                    38,
                    "/product_id",
                    42,
                    "/products/*/id"));
    private static final Map<String, Set<Integer>> TIMED =
            Map.of("order", Set.of(1, 3, 11), "product", Set.of(5, 15, 16, 18, 37));

    /** One hint as it lies in the database. */
    private record Hint(String entityId, @Nullable Timestamp newestEvent) {}

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    private final String shop = "unconnected-" + UUID.randomUUID();
    private WebhookSender sender;

    @BeforeEach
    void connect() {
        sender = new WebhookSender(port);
    }

    @Test
    void everySampleAsksToLookAtExactlyTheOrdersAndProductsItNames() throws IOException {
        Map<String, String> bodies = new HashMap<>();
        for (WebhookSamples.Sample sample : WebhookSamples.all()) {
            String own = shop + '-' + bodies.size();
            bodies.put(
                    own,
                    new String(sample.body(), UTF_8)
                            .replaceFirst("(\"shop_id\"\\s*:\\s*)\"[^\"]*\"", "$1\"" + own + '"'));
        }
        bodies.values().forEach(this::post);

        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> sample : bodies.entrySet()) {
            routed(sample.getValue());
            for (String kind : IDS.keySet()) {
                softly.assertThat(hints(sample.getKey(), kind))
                        .as(kind + "s of " + sample.getValue())
                        .containsExactlyInAnyOrderElementsOf(expected(sample.getValue(), kind));
            }
        }
        softly.assertAll();
        assertThat(bodies).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "no json at all", "{\"type\":1}", "{\"type\":\"x\",\"data\":7}", "{\"type\":2147483648}"})
    void whatIsNoEnvelopeIsKeptAndAsksForNothing(String body) {
        post(body);

        routed(body);
        assertThat(parked(body)).isZero();
    }

    @Test
    void anEventMayAskForHintsOfSeveralKinds() {
        String cancellation = "{\"type\":11,\"shop_id\":\"" + shop
                + "\",\"timestamp\":1760000000,\"data\":{\"order_id\":\"57\",\"cancel_id\":\"4035\"}}";
        String back =
                "{\"type\":12,\"shop_id\":\"" + shop + "\",\"timestamp\":1760000000,\"data\":{\"order_id\":\"58\","
                        + "\"return_id\":\"4036\",\"update_time\":1760000000}}";
        post(cancellation);
        post(back);
        routed(cancellation);
        routed(back);

        assertThat(database.sql(
                                "select kind || ' ' || entity_id || coalesce(' ' || extract(epoch from newest_event)::bigint, '')"
                                        + " from hint where shop_id = :shop order by 1")
                        .param("shop", shop)
                        .query(String.class)
                        .list())
                .containsExactly("cancellation 4035", "order 57", "order 58", "return 4036 1760000000");
    }

    @Test
    void whatIsAboutNoEntityIsToldToAnalyticsOnceAndWithoutWhatPeopleWrote() {
        String chat = "{\"type\":14,\"shop_id\":\"" + shop
                + "\",\"timestamp\":1760000000,\"data\":{\"message_id\":\"7\","
                + "\"content\":\"{\\\"content\\\":\\\"my street is " + shop + "\\\"}\",\"create_time\":1759999999}}";
        post(chat);
        routed(chat);
        post(chat);
        String unknown =
                "{\"type\":990,\"shop_id\":\"" + shop + "\",\"timestamp\":1760000001,\"data\":{\"gift_id\":5}}";
        post(unknown);

        await().until(() -> told().size() == 2);
        await().until(() ->
                RECEIVERS.received("analytics", WebhookSamples.sha256(unknown)).size() == 1);
        assertThat(RECEIVERS.received("analytics", WebhookSamples.sha256(chat)))
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.type()).isEqualTo("event.received.v1");
                    assertThat(received.event().path("data").path("typeName").asText())
                            .isEqualTo("NEW_MESSAGE");
                    assertThat(received.event().path("source").asText()).isEqualTo("/tiktok-shop/shops/" + shop);
                    assertThat(received.event().toString())
                            .doesNotContain("street")
                            .contains("\"message_id\":\"7\"");
                    assertThat(MessageContract.violations(received.event())).isEmpty();
                });
        for (String receiver : List.of("order-management", "inventory-tracking", "shipping-automation")) {
            assertThat(RECEIVERS.received(receiver, WebhookSamples.sha256(chat)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refund-that-names-no-return", "product-that-could-not-be-copied"})
    void whatNoReadingOfTheEntitiesSaysIsToldToAnalyticsOnce(String example) throws IOException {
        String body = Files.readString(Path.of("src/test/resources/examples/event-received", example, "webhook.json"))
                .replaceFirst("(\"shop_id\":)\"[^\"]*\"", "$1\"" + shop + '"');
        post(body);
        routed(body);
        post(body);

        await().until(() ->
                RECEIVERS.received("analytics", WebhookSamples.sha256(body)).size() == 1);
        assertThat(RECEIVERS.received(WebhookSamples.sha256(body)))
                .singleElement()
                .satisfies(received -> {
                    assertThat(received.type()).isEqualTo("event.received.v1");
                    assertThat(MessageContract.violations(received.event())).isEmpty();
                });
    }

    @Test
    void anEventOfNoShopIsToldToo() {
        String body = "{\"type\":21,\"seller_open_id\":\"" + shop + "\",\"data\":{\"inbound_order_id\":\"I1\"}}";
        post(body);

        await().until(() ->
                RECEIVERS.received("analytics", WebhookSamples.sha256(body)).size() == 1);
        JsonNode event = RECEIVERS
                .received("analytics", WebhookSamples.sha256(body))
                .get(0)
                .event();
        assertThat(event.path("source").asText()).isEqualTo("/tiktok-shop/shops/-");
        assertThat(event.at("/data/sellerOpenId").asText()).isEqualTo(shop);
        assertThat(MessageContract.violations(event)).isEmpty();
    }

    @Test
    void anEventWhoseRoutingIsUndoneIsToldOnlyOnceItIsRouted() {
        database.sql("alter table message add constraint poisoned check (position(convert_to('" + shop
                        + "', 'UTF8') in body) = 0) not valid")
                .update();
        String body = "{\"type\":13,\"shop_id\":\"" + shop + "\",\"data\":{\"conversation_id\":\"9\"}}";
        try {
            post(body);
            await().until(() -> parked(body) == 1);
        } finally {
            database.sql("alter table message drop constraint poisoned").update();
        }
        assertThat(told()).isEmpty();

        database.sql(
                        "with again as (delete from inbox_parked using inbox where inbox.body_sha256 = inbox_parked.body_sha256"
                                + " and body = :body returning inbox_parked.day, inbox_parked.body_sha256)"
                                + " insert into inbox_waiting (day, body_sha256) select day, body_sha256 from again")
                .param("body", body.getBytes(UTF_8))
                .update();
        await().until(() ->
                RECEIVERS.received("analytics", WebhookSamples.sha256(body)).size() == 1);
    }

    private List<String> told() {
        return database.sql("select id from message where position(convert_to(:shop, 'UTF8') in body) > 0")
                .param("shop", shop)
                .query(String.class)
                .list();
    }

    private int parked(String body) {
        return database.sql("select count(*) from inbox_parked join inbox using (day, body_sha256) where body = :body")
                .param("body", body.getBytes(UTF_8))
                .query(Integer.class)
                .single();
    }

    @Test
    void manyEventsAboutOneOrderMakeOneHintWithTheNewestTime() {
        String order = TestShop.newOrderId();

        for (int time : new int[] {1_760_000_002, 1_760_000_009, 1_760_000_005}) {
            String body = event(order, time);
            post(body);
            post(body);
            routed(body);
        }

        assertThat(hints(shop, "order")).containsExactly(new Hint(order, new Timestamp(1_760_000_009_000L)));
    }

    @Test
    void anEventThatCannotBeRoutedIsParkedAloneAndItsBatchGoesOn() {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            orders.add(TestShop.newOrderId());
        }
        String poison = orders.get(13);
        database.sql("alter table hint add constraint poisoned check (entity_id <> '" + poison + "')")
                .update();
        try {
            storeTogether(orders);

            await().until(
                            () -> database.sql("select count(*) from inbox_parked join inbox using (day, body_sha256)"
                                            + " where shop_id = :shop and reason like '%poisoned%'")
                                    .param("shop", shop)
                                    .query(Integer.class)
                                    .single(),
                            count -> count == 1);
            await().until(() -> hints(shop, "order").size() == 19);
        } finally {
            database.sql("alter table hint drop constraint poisoned").update();
        }
        assertThat(hints(shop, "order")).extracting(Hint::entityId).doesNotContain(poison);
        assertThat(database.sql(
                                "select count(*) from inbox_waiting join inbox using (day, body_sha256) where shop_id = :shop")
                        .param("shop", shop)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void storeTogether(List<String> orders) {
        database.sql("""
                with event as (
                  select convert_to('{"type":1,"shop_id":"' || :shop || '","data":{"order_id":"' || id || '"}}', 'UTF8') as body
                  from unnest(:orders::text[]) as o (id)),
                stored as (
                  insert into inbox (day, body_sha256, event_type, shop_id, body)
                  select current_date, sha256(body), 1, :shop, body from event returning day, body_sha256)
                insert into inbox_waiting (day, body_sha256) select day, body_sha256 from stored
                """)
                .param("shop", shop)
                .param("orders", orders.toArray(String[]::new))
                .update();
    }

    private String event(String order, int updateTime) {
        return "{\"type\":1,\"shop_id\":\"" + shop + "\",\"timestamp\":1760000000,\"data\":{\"order_id\":\"" + order
                + "\",\"update_time\":" + updateTime + "}}";
    }

    private void post(String body) {
        assertThat(sender.post(body)).isEqualTo(200);
    }

    private void routed(String body) {
        await().until(
                        () -> database.sql("""
                        select count(i.*) - count(w.*) from inbox i left join inbox_waiting w using (day, body_sha256)
                        where body = :body
                        """)
                                .param("body", body.getBytes(UTF_8))
                                .query(Integer.class)
                                .single(),
                        count -> count == 1);
    }

    private List<Hint> hints(String ofShop, String kind) {
        return database.sql("select entity_id, newest_event from hint where shop_id = :shop and kind = :kind")
                .param("shop", ofShop)
                .param("kind", kind)
                .query((row, number) -> new Hint(row.getString(1), row.getTimestamp(2)))
                .list();
    }

    private static List<Hint> expected(String body, String kind) throws IOException {
        JsonNode envelope = JSON.readTree(body);
        int type = envelope.path("type").asInt();
        List<JsonNode> ids = List.of(envelope.path("data"));
        for (String step : Objects.requireNonNull(IDS.get(kind))
                .getOrDefault(type, "/nothing")
                .substring(1)
                .split("/")) {
            List<JsonNode> below = new ArrayList<>();
            ids.forEach(node -> {
                if (step.equals("*")) {
                    node.forEach(below::add);
                } else if (node.has(step)) {
                    below.add(node.get(step));
                }
            });
            ids = below;
        }
        long time = envelope.at(type == 11 ? "/data/create_time" : "/data/update_time")
                        .asLong()
                * 1000;
        @Nullable
        Timestamp newest = Objects.requireNonNull(TIMED.get(kind)).contains(type) ? new Timestamp(time) : null;
        return ids.stream()
                .map(JsonNode::asText)
                .distinct()
                .map(id -> new Hint(id, newest))
                .toList();
    }
}
