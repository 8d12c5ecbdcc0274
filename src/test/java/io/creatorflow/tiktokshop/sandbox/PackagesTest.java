package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.entities.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages look as published, and follow from their orders. */
class PackagesTest extends SandboxAndListener {

    private static final String DETAIL = "/fulfillment/202309/packages/";
    private static final String SEARCH = "/fulfillment/202309/packages/search";

    @ParameterizedTest
    @CsvSource({
        "AWAITING_SHIPMENT,PROCESSING",
        "AWAITING_COLLECTION,PROCESSING",
        "IN_TRANSIT,FULFILLING",
        "DELIVERED,COMPLETED",
        "COMPLETED,COMPLETED"
    })
    void aPackageIsAsFarAsItsOrderAndLooksAsPublished(String status, String packageStatus) {
        TestSandbox.Access shop = sandbox.access("{}");
        place(shop, status);

        JsonNode found = search(shop, Map.of("page_size", "50"), "{}");
        JsonNode detail = detail(shop, found.at("/data/packages/0/id").asText());

        assertThat(found.at("/data/packages/0/status").asText()).isEqualTo(packageStatus);
        assertThat(detail.at("/data/package_status").asText()).isEqualTo(packageStatus);
        assertThat(OrderShapeTest.problems(found, SEARCH)).isEmpty();
        assertThat(OrderShapeTest.problems(detail, DETAIL + "{package_id}")).isEmpty();
    }

    @Test
    void anOrderThatIsShippedInPartsHasTwoPackagesAndAWebhookTellsThem() {
        TestSandbox.Access shop = sandbox.access("{}");
        String order = place(shop, "AWAITING_SHIPMENT");
        sandbox.control("POST", "/orders/" + order + "/move", "{\"to\":\"PARTIALLY_SHIPPING\"}");

        JsonNode found = search(shop, Map.of("page_size", "50"), "{}");
        List<String> ids = found.findValuesAsText("id").stream()
                .filter(id -> !id.equals(order))
                .toList();
        assertThat(ids).hasSize(2);
        assertThat(detail(shop, ids.get(1)).at("/data/split_and_combine_tag").asText())
                .isEqualTo("SPLIT");
        await().until(() -> listener.bodies().stream()
                .map(TestSandbox::json)
                .filter(webhook -> webhook.get("type").asInt() == 4)
                .anyMatch(webhook -> webhook.findValuesAsText("package_id").equals(ids)));
    }

    @Test
    void aCombinationReplacesThePackagesOfItsOrdersByOneThatHoldsAll() {
        TestSandbox.Access shop = sandbox.access("{}");
        String first = place(shop, "AWAITING_SHIPMENT");
        String second = place(shop, "AWAITING_SHIPMENT");
        List<String> replaced = packages(shop);
        JsonNode told =
                sandbox.control("POST", "/packages/combine", "{\"orderIds\":[\"" + first + "\",\"" + second + "\"]}");
        String id = told.at("/package_list/0/package_id").asText();
        JsonNode detail = detail(shop, id);

        assertThat(packages(shop)).containsExactly(id).doesNotContainAnyElementsOf(replaced);
        assertThat(replaced)
                .hasSize(2)
                .allSatisfy(
                        old -> assertThat(detail(shop, old).get("code").asInt()).isEqualTo(21008111));
        assertThat(OrderShapeTest.problems(detail, DETAIL + "{package_id}")).isEmpty();
        assertThat(detail.at("/data/split_and_combine_tag").asText()).isEqualTo("COMBINE");
        assertThat(detail.at("/data/orders").findValuesAsText("id")).containsExactly(first, second);
        assertThat(detail.at("/data/order_line_item_ids")).hasSize(4);
        await().until(() -> listener.bodies().stream()
                .map(TestSandbox::json)
                .anyMatch(webhook -> webhook.path("data").equals(told)
                        && webhook.path("type").asInt() == 4
                        && told.path("sc_type").asText().equals("COMBINE")));
        for (String wrong : List.of("{}", "{\"orderIds\":[\"" + first + "\",\"" + second + "\"]}")) {
            assertThat(sandbox.control("POST", "/packages/combine", wrong).toString())
                    .contains("error");
        }
    }

    private static List<String> packages(TestSandbox.Access shop) {
        return StreamSupport.stream(
                        search(shop, Map.of("page_size", "50"), "{}")
                                .at("/data/packages")
                                .spliterator(),
                        false)
                .map(found -> found.path("id").asText())
                .toList();
    }

    @Test
    void aWebhookTellsOfTheInvoiceOfAPackage() {
        TestSandbox.Access shop = sandbox.access("{}");
        String order = place(shop, "AWAITING_SHIPMENT");
        String id = search(shop, Map.of("page_size", "50"), "{}")
                .at("/data/packages/0/id")
                .asText();

        sandbox.control("POST", "/packages/" + id + "/invoice", "{\"status\":\"FAILED\",\"reason\":\"NOT_FOUND\"}");

        await().until(() -> listener.bodies().stream()
                .map(TestSandbox::json)
                .filter(webhook -> webhook.path("type").asInt() == 36)
                .anyMatch(webhook -> webhook.at("/data/package_id").asText().equals(id)
                        && webhook.at("/data/order_ids/0").asText().equals(order)
                        && webhook.at("/data/invalid_reason").asText().equals("NOT_FOUND")));
        for (String[] wrong : new String[][] {{id, "{\"status\":\"LOST\"}"}, {"1153", "{\"status\":\"FAILED\"}"}}) {
            assertThat(sandbox.control("POST", "/packages/" + wrong[0] + "/invoice", wrong[1])
                            .toString())
                    .contains("error");
        }
    }

    @Test
    void aSearchGoesPageByPageAndFiltersByTime() {
        TestSandbox.Access shop = sandbox.access("{}");
        for (int i = 0; i < 3; i++) {
            place(shop, "IN_TRANSIT");
        }
        JsonNode first = search(shop, Map.of("page_size", "2"), "{}");
        JsonNode second = search(
                shop,
                Map.of(
                        "page_size",
                        "2",
                        "page_token",
                        first.at("/data/next_page_token").asText()),
                "{}");

        assertThat(first.at("/data/packages")).hasSize(2);
        assertThat(second.at("/data/packages")).hasSize(1);
        assertThat(second.at("/data/next_page_token").asText()).isEmpty();
        assertThat(second.at("/data/total_count").asInt()).isEqualTo(3);
        assertThat(search(shop, Map.of("page_size", "4"), "{\"update_time_lt\":5}")
                        .at("/data/total_count")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"page_size,51", "page_size,0", "page_token,abc"})
    void whatASearchDoesNotTakeIsRefused(String parameter, String value) {
        TestSandbox.Access shop = sandbox.access("{}");
        Map<String, String> query =
                parameter.equals("page_size") ? Map.of(parameter, value) : Map.of("page_size", "9", parameter, value);

        assertThat(search(shop, query, "{}").get("code").asInt()).isEqualTo(21001001);
    }

    @Test
    void aPackageOfAnotherShopIsRefused() {
        TestSandbox.Access shop = sandbox.access("{}");
        TestSandbox.Access other = sandbox.access("{}");
        place(shop, "IN_TRANSIT");
        String id = search(shop, Map.of("page_size", "50"), "{}")
                .at("/data/packages/0/id")
                .asText();

        assertThat(detail(other, id).get("code").asInt()).isEqualTo(21008111);
        assertThat(detail(shop, "115300000000000001").get("code").asInt()).isEqualTo(21008111);
    }

    @Test
    void whatTheSandboxTellsCanBeMapped() {
        TestSandbox.Access shop = sandbox.access("{}");
        String order = place(shop, "IN_TRANSIT");
        String id = search(shop, Map.of("page_size", "50"), "{}")
                .at("/data/packages/0/id")
                .asText();

        ObjectNode mapped =
                Mapping.load(Path.of("routes"), "package").map(detail(shop, id).get("data"), shop.shopId());

        assertThat(mapped.get("statusKnown").asBoolean()).isTrue();
        assertThat(mapped.at("/orders/0/orderId").asText()).isEqualTo(order);
        assertThat(mapped.get("unitIds")).hasSize(2);
    }

    private static JsonNode search(TestSandbox.Access shop, Map<String, String> query, String filter) {
        return TestSandbox.json(sandbox.api("POST", SEARCH, shop, query, filter));
    }

    private static JsonNode detail(TestSandbox.Access shop, String id) {
        return TestSandbox.json(sandbox.api("GET", DETAIL + id, shop, Map.of(), ""));
    }
}
