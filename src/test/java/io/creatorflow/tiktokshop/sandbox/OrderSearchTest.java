package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderSearchTest {

    private static final String PATH = "/order/202309/orders/search";
    private static TestSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void allPagesTogetherHoldEachOrderOnceInOrder() {
        TestSandbox.Access shop = shopWith(250);
        List<JsonNode> found =
                readAll(shop, Map.of("page_size", "40", "sort_field", "update_time", "sort_order", "ASC"));
        assertThat(found).hasSize(250);
        assertThat(found.stream().map(order -> order.get("id").asText())).doesNotHaveDuplicates();
        assertThat(found.stream().map(order -> order.get("update_time").asLong()))
                .isSorted();
    }

    @Test
    void theNewestComeFirstUnlessAskedOtherwise() {
        TestSandbox.Access shop = shopWith(30);
        List<Long> times = readAll(shop, Map.of("page_size", "7")).stream()
                .map(order -> order.get("create_time").asLong())
                .toList();
        assertThat(times).hasSize(30).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void ordersThatDoNotChangeAreNeitherSkippedNorRepeatedWhileOthersDo() {
        TestSandbox.Access shop = shopWith(60);
        Map<String, String> query =
                new HashMap<>(Map.of("page_size", "10", "sort_field", "update_time", "sort_order", "ASC"));
        List<String> truth = sandbox.control("GET", "/shops/" + shop.shopId() + "/orders", "")
                .findValuesAsText("orderId");
        List<String> seen = new ArrayList<>();
        String token = "start";
        for (int page = 0; !token.isEmpty(); page++) {
            JsonNode data = page(shop, query, "{}");
            seen.addAll(data.get("orders").findValuesAsText("status").isEmpty() ? List.of() : ids(data));
            token = data.get("next_page_token").asText();
            query.put("page_token", token);
            if (page == 1) {
                sandbox.control("POST", "/orders/" + truth.get(0) + "/touch", "");
                sandbox.control("POST", "/orders/" + truth.get(59) + "/touch", "");
            }
        }
        assertThat(seen).containsAll(truth);
        assertThat(seen.stream().filter(truth.subList(1, 59)::contains)).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(truth.get(0)::equals)).hasSize(2);
    }

    @Test
    void filtersChooseAndTheCountFollowsThem() {
        TestSandbox.Access shop = shopWith(10);
        sandbox.control(
                "POST",
                "/shops/" + shop.shopId() + "/orders",
                "{\"count\":3,\"status\":\"DELIVERED\",\"shippingType\":\"TIKTOK\"}");
        assertThat(count(shop, "{}")).isEqualTo(13);
        assertThat(count(shop, "{\"order_status\":\"DELIVERED\"}")).isEqualTo(3);
        assertThat(count(shop, "{\"shipping_type\":\"SELLER\"}")).isEqualTo(10);
        assertThat(count(shop, "{\"is_buyer_request_cancel\":true}")).isZero();
        assertThat(count(shop, "{\"warehouse_ids\":[\"1\"]}")).isZero();
        JsonNode newest = page(shop, Map.of("page_size", "1", "sort_field", "update_time"), "{}")
                .at("/orders/0");
        long time = newest.get("update_time").asLong();
        assertThat(count(shop, "{\"update_time_lt\":" + time + "}")).isLessThan(13);
        assertThat(count(shop, "{\"update_time_ge\":" + time + ",\"update_time_lt\":" + (time + 1) + "}"))
                .isEqualTo(13 - count(shop, "{\"update_time_lt\":" + time + "}"));
        assertThat(count(shop, "{\"create_time_ge\":" + (time + 1000) + "}")).isZero();
        assertThat(count(shop, "{\"buyer_user_id\":\"" + newest.get("user_id").asText() + "\"}"))
                .isPositive();
    }

    @Test
    void aTokenThatIsNotOursOrFitsAnotherSortIsRefused() {
        TestSandbox.Access shop = shopWith(5);
        String token = page(shop, Map.of("page_size", "2"), "{}")
                .get("next_page_token")
                .asText();
        assertThat(token).contains("+", "/", "=");
        assertThat(code(shop, Map.of("page_size", "2", "page_token", token))).isZero();
        assertThat(code(shop, Map.of("page_size", "2", "page_token", "abc"))).isEqualTo(21001001);
        assertThat(code(shop, Map.of("page_size", "2", "page_token", token, "sort_order", "ASC")))
                .isEqualTo(21001001);
        assertThat(code(shop, Map.of("page_size", "2", "sort_field", "price"))).isEqualTo(21001001);
        assertThat(code(shop, Map.of())).isEqualTo(21001001);
    }

    @Test
    void anEmptyShopAnswersAsOnRecord() {
        JsonNode data = page(shopWith(0), Map.of("page_size", "20"), "{}");
        assertThat(data)
                .isEqualTo(OrderShapeTest.resource("responses/order-search-empty.json")
                        .get("data"));
    }

    @Test
    void ordersMadeBySeedDifferAndComeOutTheSameAgain() {
        String many = "{\"count\":200,\"seed\":11,\"webhooks\":false}";
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            TestSandbox.Access shop = sandbox.access("{\"region\":\"US\"}");
            sandbox.control("POST", "/shops/" + shop.shopId() + "/orders", many);
            Map<String, String> query = Map.of("page_size", "100", "sort_order", "ASC");
            runs.add(readAll(shop, query).stream()
                    .map(order -> order.get("status").asText() + order.findValuesAsText("seller_sku"))
                    .sorted()
                    .toList());
        }
        assertThat(new java.util.HashSet<>(runs.get(0))).hasSizeGreaterThan(30);
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }

    private static TestSandbox.Access shopWith(int orders) {
        TestSandbox.Access shop = sandbox.access("{}");
        if (orders > 0) {
            sandbox.control(
                    "POST",
                    "/shops/" + shop.shopId() + "/orders",
                    "{\"count\":" + orders + ",\"spreadSeconds\":" + orders / 2 + "}");
        }
        return shop;
    }

    private static List<JsonNode> readAll(TestSandbox.Access shop, Map<String, String> query) {
        Map<String, String> all = new HashMap<>(query);
        List<JsonNode> found = new ArrayList<>();
        do {
            JsonNode data = page(shop, all, "{}");
            data.get("orders").forEach(found::add);
            all.put("page_token", data.get("next_page_token").asText());
        } while (!all.get("page_token").isEmpty());
        return found;
    }

    private static List<String> ids(JsonNode data) {
        List<String> ids = new ArrayList<>();
        data.get("orders").forEach(order -> ids.add(order.get("id").asText()));
        return ids;
    }

    private static int count(TestSandbox.Access shop, String filter) {
        return page(shop, Map.of("page_size", "20"), filter).get("total_count").asInt();
    }

    private static JsonNode page(TestSandbox.Access shop, Map<String, String> query, String filter) {
        return TestSandbox.json(sandbox.api("POST", PATH, shop, query, filter)).get("data");
    }

    private static int code(TestSandbox.Access shop, Map<String, String> query) {
        return TestSandbox.json(sandbox.api("POST", PATH, shop, query, "{}"))
                .get("code")
                .asInt();
    }
}
