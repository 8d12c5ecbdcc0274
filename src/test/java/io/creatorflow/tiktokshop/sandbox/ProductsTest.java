package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.entities.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products look as published, live as published, and webhooks tell of them. */
class ProductsTest extends SandboxAndListener {

    private static final String DETAIL = "/product/202309/products/";
    private static final String SEARCH = "/product/202502/products/search";

    @ParameterizedTest
    @CsvSource({
        "DRAFT,NONE,''",
        "PENDING,AUDITING,PENDING",
        "FAILED,FAILED,PENDING FAILED",
        "ACTIVATE,APPROVED,PENDING ACTIVATE",
        "SELLER_DEACTIVATED,APPROVED,PENDING ACTIVATE SELLER_DEACTIVATED",
        "PLATFORM_DEACTIVATED,APPROVED,PENDING ACTIVATE FREEZE PLATFORM_DEACTIVATED",
        "FREEZE,APPROVED,PENDING ACTIVATE FREEZE",
        "DELETED,NONE,DELETED"
    })
    void aProductOfEachStatusLooksAsPublishedAndCanBeMapped(String status, String audit, String way) {
        TestSandbox.Access shop = sandbox.access("{}");
        String id = create(shop);
        for (String step : way.isEmpty() ? List.<String>of() : List.of(way.split(" "))) {
            change(id, "{\"to\":\"" + step + "\"}");
        }

        JsonNode detail = detail(shop, id);
        JsonNode found = search(shop, "100", "{\"status\":\"" + status + "\",\"seller_skus\":[\"MADE-UP\"]}");
        ObjectNode mapped = Mapping.load(Path.of("routes"), "product").map(detail.get("data"), shop.shopId());

        assertThat(detail.at("/data/status").asText()).isEqualTo(status);
        assertThat(detail.at("/data/audit/status").asText()).isEqualTo(audit);
        assertThat(found.at("/data/products/0/status").asText()).isEqualTo(status);
        assertThat(OrderShapeTest.problems(detail, DETAIL + "{product_id}")).isEmpty();
        assertThat(OrderShapeTest.problems(found, SEARCH)).isEmpty();
        assertThat(mapped.get("statusKnown").asBoolean()).isTrue();
        assertThat(mapped.at("/skus/0/stock/0/quantity").asInt()).isEqualTo(40);
    }

    @Test
    void whatTheCatalogueNamesIsOnSaleFromTheFirstDay() {
        TestSandbox.Access shop = sandbox.access("{}");

        JsonNode found = search(shop, "100", "{}");

        assertThat(found.at("/data/total_count").asInt()).isEqualTo(4);
        assertThat(found.findValuesAsText("seller_sku")).contains("MUG-BLUE", "MUG-RED", "POSTER-A2");
        assertThat(OrderShapeTest.problems(found, SEARCH)).isEmpty();
    }

    @Test
    void eachChangeIsToldByItsWebhookAndIdsAreNumbersWhereTikTokSendsNumbers() {
        TestSandbox.Access shop = sandbox.access("{}");
        TestSandbox.Access other = sandbox.access("{\"region\":\"US\"}");
        String id = create(shop);
        change(id, "{\"to\":\"PENDING\"}");
        change(id, "{\"to\":\"ACTIVATE\"}");
        change(id, "{\"review\":{\"status\":\"PRE_APPROVED\",\"reasons\":[\"KYC_PENDING\"]}}");
        change(id, "{\"review\":{\"status\":\"FAILED\",\"reasons\":[\"Too blurred.\"]}}");
        change(id, "{\"edit\":{\"title\":\"Better\",\"categoryId\":\"600943\"}}");
        change(id, "{\"priceExpires\":true}");
        change(id, "{\"replicateTo\":\"" + other.shopId() + "\"}");
        sandbox.control("POST", "/combined-listings", "{\"productIds\":[\"" + id + "\"]}");
        change(id, "{\"edit\":{\"quantity\":3},\"webhooks\":false}");

        await().untilAsserted(() -> assertThat(webhooks(shop))
                .extracting(webhook -> webhook.get("type").asInt())
                .containsExactlyInAnyOrder(16, 5, 37, 5, 37, 37, 37, 5, 15, 18, 38, 51, 42));
        assertThat(webhooks(shop).stream()
                        .filter(webhook ->
                                List.of(5, 16, 37).contains(webhook.get("type").asInt()))
                        .map(webhook -> webhook.at("/data/product_id")))
                .allMatch(JsonNode::isIntegralNumber)
                .allMatch(number -> number.asText().equals(id));
        assertThat(webhooks(shop).stream()
                        .map(webhook -> webhook.at("/data/status").asText()))
                .contains("PRODUCT_STATUS_CHANGED", "PRODUCT_FIRST_PASS_REVIEW", "PRODUCT_AUDIT_FAILURE");
        assertThat(detail(shop, id).findValuesAsText("title")).containsExactly("Better");
        assertThat(detail(shop, id).at("/data/status").asText()).isEqualTo("ACTIVATE");
        assertThat(detail(shop, id).at("/data/audit_failed_reasons/0/reasons/0").asText())
                .isEqualTo("Too blurred.");
    }

    @Test
    void aSearchGoesPageByPageAndItsWindowIncludesItsEnd() {
        TestSandbox.Access shop = sandbox.access("{}");
        JsonNode first = search(shop, "3", "{}");
        JsonNode second = TestSandbox.json(sandbox.api(
                "POST",
                SEARCH,
                shop,
                Map.of(
                        "page_size",
                        "3",
                        "page_token",
                        first.at("/data/next_page_token").asText()),
                "{}"));
        long changed = first.at("/data/products/0/update_time").asLong();

        assertThat(first.at("/data/products")).hasSize(3);
        assertThat(second.at("/data/products")).hasSize(1);
        assertThat(second.at("/data/next_page_token").asText()).isEmpty();
        assertThat(total(shop, "{\"update_time_le\":" + changed + "}")).isEqualTo(4);
        assertThat(total(shop, "{\"update_time_le\":" + (changed - 1) + "}")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"101|{}", "0|{}", "9|{\"status\":\"LOST\"}", "9|{\"sku_ids\":1}", "9|{\"update_time_ge\":\"x\"}"})
    void whatASearchDoesNotTakeIsRefused(String size, String filter) {
        assertThat(search(sandbox.access("{}"), size, filter).get("code").asInt())
                .isEqualTo(12052910);
    }

    @Test
    void aProductOfAnotherShopIsRefusedAndOneThatWasForgottenIsUnknown() {
        TestSandbox.Access shop = sandbox.access("{}");
        TestSandbox.Access other = sandbox.access("{}");
        String id = create(shop);

        assertThat(detail(other, id).get("code").asInt()).isEqualTo(12052048);
        sandbox.control("POST", "/products/" + id + "/forget", "");
        assertThat(detail(shop, id).get("code").asInt()).isEqualTo(12052032);
        assertThat(sandbox.control("GET", "/shops/" + shop.shopId() + "/products", "")
                        .get("products"))
                .hasSize(4);
    }

    private static String create(TestSandbox.Access shop) {
        return sandbox.control("POST", "/shops/" + shop.shopId() + "/products", "")
                .get("id")
                .asText();
    }

    private static void change(String id, String wish) {
        assertThat(sandbox.control("POST", "/products/" + id, wish).has("error"))
                .as(wish)
                .isFalse();
    }

    private static int total(TestSandbox.Access shop, String filter) {
        return search(shop, "100", filter).at("/data/total_count").asInt();
    }

    private static JsonNode search(TestSandbox.Access shop, String size, String filter) {
        return TestSandbox.json(sandbox.api("POST", SEARCH, shop, Map.of("page_size", size), filter));
    }

    private static JsonNode detail(TestSandbox.Access shop, String id) {
        return TestSandbox.json(sandbox.api("GET", DETAIL + id, shop, Map.of(), ""));
    }

    private static List<JsonNode> webhooks(TestSandbox.Access shop) {
        return listener.bodies().stream()
                .map(TestSandbox::json)
                .filter(webhook -> webhook.get("shop_id").asText().equals(shop.shopId()))
                .toList();
    }
}
