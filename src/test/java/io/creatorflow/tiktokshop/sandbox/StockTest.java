package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.entities.Mapping;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stock follows from orders and from what is set, looks as published, and webhooks tell each change. */
class StockTest {

    private static final String SEARCH = "/product/202309/inventory/search";

    private static TestSandbox sandbox;
    private static Listener listener;

    @BeforeAll
    static void start() {
        listener = new Listener();
        sandbox = new TestSandbox(
                Map.of("sandbox.webhooks.url", listener.url(), "sandbox.orders.stock-webhooks", "true"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        listener.close();
    }

    @Test
    void theStockOfAProductLooksAsPublishedAndOurMappingTakesIt() {
        TestSandbox.Access shop = sandbox.access("{}");

        JsonNode found = search(shop, "product_ids", List.of(product(shop), "1"));

        assertThat(OrderShapeTest.problems(found, SEARCH)).isEmpty();
        assertThat(found.at("/data/inventory")).hasSize(1);
        JsonNode ours = Mapping.load(Path.of("routes"), "stock").map(found.at("/data/inventory/0"), shop.shopId());
        assertThat(ours.findValuesAsText("sellerSku")).containsExactly("MUG-BLUE", "MUG-RED");
        assertThat(ours.at("/skus/0/warehouses")).hasSize(2);
        assertThat(search(shop, "sku_ids", List.of(sku(shop))).at("/data/inventory/0/skus"))
                .hasSize(1);
    }

    @Test
    void moreIdsThanACallTakesAreRefused() {
        TestSandbox.Access shop = sandbox.access("{}");

        assertThat(search(shop, "product_ids", Collections.nCopies(101, "1"))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(search(shop, "product_ids", ids(101)).get("code").asInt()).isEqualTo(12019120);
        assertThat(search(shop, "sku_ids", ids(601)).get("code").asInt()).isEqualTo(12019015);
        assertThat(search(shop, "product_ids", List.of()).get("code").asInt()).isEqualTo(12019008);
    }

    @Test
    void anOrderTakesFromTheStockAndGivesItBackOrShipsIt() {
        TestSandbox.Access shop = sandbox.access("{}");
        long before = available(shop);
        String shipped = place(shop, 3);
        String cancelled = place(shop, 2);
        assertThat(levels(shop)).containsExactly(before - 5, 5L);

        move(shipped, "PARTIALLY_SHIPPING");
        assertThat(levels(shop)).containsExactly(before - 5, 4L);
        move(shipped, "IN_TRANSIT");
        assertThat(levels(shop)).containsExactly(before - 5, 2L);
        move(cancelled, "CANCELLED");
        assertThat(levels(shop)).containsExactly(before - 3, 0L);

        await().until(() -> changes(shop).size() == 5);
        assertThat(changes(shop).stream()
                        .map(change ->
                                change.at("/change_detail/0/trigger_source").asText()))
                .containsExactlyInAnyOrder(
                        "order_created", "order_created", "order_shipped", "order_shipped", "order_canceled");
        assertThat(changes(shop)).allSatisfy(change -> {
            JsonNode now = change.path("quantity_snapshot_after_change");
            assertThat(change.has("type")).isFalse();
            assertThat(now.path("total_quantity").asLong())
                    .isEqualTo(now.path("total_available_quantity").asLong()
                            + now.path("total_committed_quantity").asLong());
            JsonNode delta = change.at("/change_detail/0");
            assertThat(delta.path("total_quantity_delta").asLong())
                    .isEqualTo(delta.path("available_quantity_delta").asLong()
                            + delta.path("committed_quantity_delta").asLong());
        });
    }

    @Test
    void aLevelThatIsSetIsToldAndSoIsThatItIsLow() {
        TestSandbox.Access shop = sandbox.access("{}");
        set(shop, "{\"sellerSku\":\"MUG-BLUE\",\"available\":0,\"cause\":\"api_sync\"}");
        set(shop, "{\"sellerSku\":\"MUG-BLUE\",\"available\":4,\"warehouseId\":\"7431000000000000102\"}");

        assertThat(levels(shop)).containsExactly(4L, 0L);
        await().until(() -> changes(shop).size() == 2);
        await().until(() -> alerts(shop).equals(List.of("LOW_STOCK")));
        assertThat(changes(shop).stream()
                        .map(change ->
                                change.at("/change_detail/0/trigger_source").asText()))
                .containsExactlyInAnyOrder("api_sync", "manual_adjustment");
        assertThat(set(shop, "{\"sellerSku\":\"MUG-PINK\",\"available\":1}").toString())
                .contains("MUG-PINK", "MUG-BLUE");
    }

    @Test
    void whatIsMadeHasStockToo() {
        TestSandbox.Access shop = sandbox.access("{}");
        String made = sandbox.control("POST", "/shops/" + shop.shopId() + "/products", "{}")
                .path("id")
                .asText();
        String sku = search(shop, "product_ids", List.of(made))
                .at("/data/inventory/0/skus/0/id")
                .asText();
        sandbox.control("POST", "/products/" + made, "{\"edit\":{\"quantity\":3}}");
        set(shop, "{\"skuId\":\"" + sku + "\",\"available\":4,\"warehouseId\":\"7431000000000000102\"}");

        JsonNode found = search(shop, "product_ids", List.of(made, product(shop)));
        JsonNode detail = TestSandbox.json(sandbox.api("GET", "/product/202309/products/" + made, shop, Map.of(), ""));

        assertThat(OrderShapeTest.problems(found, SEARCH)).isEmpty();
        assertThat(found.at("/data/inventory").findValuesAsText("product_id")).containsExactly(product(shop), made);
        assertThat(found.at("/data/inventory/1/skus/0/total_available_quantity").asLong())
                .isEqualTo(7);
        assertThat(found.at("/data/inventory/1/skus/0").findValuesAsText("available_quantity"))
                .containsExactly("3", "4")
                .isEqualTo(detail.at("/data/skus/0/inventory").findValuesAsText("quantity"));
        await().until(() ->
                webhooks().anyMatch(webhook -> webhook.path("sku_id").asText().equals(sku)));
        sandbox.control("POST", "/products/" + made + "/forget", "{}");
        assertThat(search(shop, "product_ids", List.of(made)).at("/data/inventory"))
                .isEmpty();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static JsonNode search(TestSandbox.Access shop, String list, List<String> ids) {
        String body = TestSandbox.JSON
                .createObjectNode()
                .set(list, TestSandbox.JSON.valueToTree(ids))
                .toString();
        return TestSandbox.json(sandbox.api("POST", SEARCH, shop, Map.of(), body));
    }

    private static JsonNode set(TestSandbox.Access shop, String level) {
        return sandbox.control("PUT", "/shops/" + shop.shopId() + "/stock", level);
    }

    private static JsonNode blue(TestSandbox.Access shop) {
        return sandbox.control("GET", "/shops/" + shop.shopId() + "/stock", "").at("/skus/0");
    }

    private static String product(TestSandbox.Access shop) {
        return blue(shop).get("productId").asText();
    }

    private static String sku(TestSandbox.Access shop) {
        return blue(shop).get("skuId").asText();
    }

    private static long available(TestSandbox.Access shop) {
        return blue(shop).get("available").asLong();
    }

    private static List<Long> levels(TestSandbox.Access shop) {
        JsonNode told = search(shop, "sku_ids", List.of(sku(shop))).at("/data/inventory/0/skus/0");
        assertThat(told.path("total_available_quantity").asLong()).isEqualTo(available(shop));
        return List.of(
                told.path("total_available_quantity").asLong(),
                told.path("total_committed_quantity").asLong());
    }

    private static String place(TestSandbox.Access shop, int units) {
        return sandbox.control(
                        "POST",
                        "/shops/" + shop.shopId() + "/orders",
                        "{\"items\":[{\"sellerSku\":\"MUG-BLUE\",\"units\":" + units + "}]}")
                .at("/orderIds/0")
                .asText();
    }

    private static void move(String order, String status) {
        sandbox.control("POST", "/orders/" + order + "/move", "{\"to\":\"" + status + "\"}");
    }

    private static List<JsonNode> changes(TestSandbox.Access shop) {
        return webhooks()
                .filter(webhook -> webhook.path("sku_id").asText().equals(sku(shop)))
                .toList();
    }

    private static List<String> alerts(TestSandbox.Access shop) {
        return webhooks()
                .filter(webhook -> webhook.at("/data/sku_id").asText().equals(sku(shop)))
                .map(webhook -> webhook.at("/data/current_inventory_status").asText())
                .toList();
    }

    private static Stream<JsonNode> webhooks() {
        return listener.bodies().stream().map(TestSandbox::json);
    }
}
