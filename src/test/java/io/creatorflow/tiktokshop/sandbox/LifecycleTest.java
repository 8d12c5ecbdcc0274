package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

    private static TestSandbox sandbox;
    private static TestSandbox.Access shop;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
        shop = sandbox.access("{}");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void anOrderWithTheHourOfRemorseIsOnHoldFirst() {
        assertThat(story("{\"onHold\":true}"))
                .containsExactly(
                        "UNPAID",
                        "ON_HOLD",
                        "AWAITING_SHIPMENT",
                        "AWAITING_COLLECTION",
                        "IN_TRANSIT",
                        "DELIVERED",
                        "COMPLETED");
    }

    @Test
    void anOrderWithoutItIsNever() {
        assertThat(story("{\"onHold\":false}"))
                .containsExactly(
                        "UNPAID", "AWAITING_SHIPMENT", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED", "COMPLETED");
    }

    @Test
    void updateTimeRisesWithEachChange() {
        String id = place("{}");
        long before = 0;
        for (String change : List.of("move", "address", "touch", "move", "cancel-request")) {
            long now = sandbox.control("POST", "/orders/" + id + "/" + change, "")
                    .get("updateTime")
                    .asLong();
            assertThat(now).as(change).isGreaterThan(before);
            before = now;
        }
        assertThat(detail(id).get("update_time").asLong()).isEqualTo(before);
    }

    @Test
    void aMoveThatLifeDoesNotKnowIsRefusedWithWhatMayCome() {
        String id = place("{\"status\":\"DELIVERED\"}");
        JsonNode refused = sandbox.control("POST", "/orders/" + id + "/move", "{\"to\":\"CANCELLED\"}");
        assertThat(refused.get("error").asText()).contains(id, "DELIVERED", "COMPLETED");
        assertThat(sandbox.control("POST", "/orders/" + id + "/move", "{\"to\":\"UNPAID\"}")
                        .get("error")
                        .asText())
                .contains("cannot become UNPAID");
        assertThat(detail(id).get("status").asText()).isEqualTo("DELIVERED");
    }

    @Test
    void eachUnitIsALineItemAndShippingInPartsSplitsThem() {
        String id = place("{\"status\":\"PARTIALLY_SHIPPING\",\"items\":[{\"sellerSku\":\"MUG-RED\",\"units\":2},"
                + "{\"sellerSku\":\"PIN-SUN\"}]}");
        JsonNode lines = detail(id).get("line_items");
        assertThat(lines.findValuesAsText("seller_sku")).containsExactly("MUG-RED", "MUG-RED", "PIN-SUN");
        assertThat(lines.findValuesAsText("display_status"))
                .containsExactly("AWAITING_COLLECTION", "AWAITING_SHIPMENT", "AWAITING_SHIPMENT");
        assertThat(lines.findValuesAsText("id")).doesNotHaveDuplicates().allMatch(line -> line.length() == 21);
        assertThat(detail(id).get("packages")).hasSize(2);
        assertThat(detail(id).at("/payment/total_amount").asText()).isEqualTo("39.97");
    }

    @ParameterizedTest
    @CsvSource({"UNPAID,true", "ON_HOLD,true", "AWAITING_SHIPMENT,false", "DELIVERED,false"})
    void theAddressIsEmptyUntilItMayBeKnown(String status, boolean empty) {
        String id = place("{\"status\":\"" + status + "\"}");
        assertThat(detail(id).at("/recipient_address/full_address").asText().isEmpty())
                .isEqualTo(empty);
    }

    @Test
    void theAddressIsMaskedForShippingByTikTokAndInTheUsAfterCancelling() {
        assertThat(detail(place("{\"status\":\"IN_TRANSIT\",\"shippingType\":\"TIKTOK\"}"))
                        .at("/recipient_address/name")
                        .asText())
                .contains("*");
        TestSandbox.Access us = sandbox.access("{\"region\":\"US\"}");
        String id = sandbox.control("POST", "/shops/" + us.shopId() + "/orders", "{\"status\":\"CANCELLED\"}")
                .at("/orderIds/0")
                .asText();
        assertThat(sandbox.control("GET", "/orders/" + id, "")
                        .at("/order/0/recipient_address/name")
                        .asText())
                .contains("*");
    }

    @Test
    void aNewAddressShowsAndIsMarked() {
        String id = place("{\"status\":\"AWAITING_SHIPMENT\"}");
        String before = detail(id).at("/recipient_address/full_address").asText();
        sandbox.control("POST", "/orders/" + id + "/address", "");
        assertThat(detail(id).at("/recipient_address/full_address").asText()).isNotEqualTo(before);
        assertThat(detail(id).get("has_updated_recipient_address").asBoolean()).isTrue();
    }

    @Test
    void aBuyersRequestWaitsForAnAnswer() {
        String id = place("{\"status\":\"AWAITING_SHIPMENT\"}");
        sandbox.control("POST", "/orders/" + id + "/cancel-request", "");
        assertThat(detail(id).get("status").asText()).isEqualTo("AWAITING_SHIPMENT");
        assertThat(detail(id).get("is_buyer_request_cancel").asBoolean()).isTrue();

        sandbox.control("POST", "/orders/" + id + "/cancel-answer", "{\"approve\":false}");
        assertThat(detail(id).get("is_buyer_request_cancel").asBoolean()).isFalse();
        assertThat(detail(id).get("status").asText()).isEqualTo("AWAITING_SHIPMENT");
    }

    @Test
    void withinTheHourOfRemorseTheBuyerCancelsAlone() {
        String id = place("{\"status\":\"ON_HOLD\"}");
        sandbox.control("POST", "/orders/" + id + "/cancel-request", "");
        assertThat(detail(id).get("status").asText()).isEqualTo("CANCELLED");
        assertThat(detail(id).get("cancellation_initiator").asText()).isEqualTo("BUYER");
    }

    @Test
    void timesFollowTheVirtualClock() {
        try (TestSandbox later = new TestSandbox(Map.of())) {
            later.control("PUT", "/clock", "{\"now\":\"2030-01-01T00:00:00Z\",\"scale\":3600}");
            TestSandbox.Access there = later.access("{}");
            String id = later.control("POST", "/shops/" + there.shopId() + "/orders", "{}")
                    .at("/orderIds/0")
                    .asText();
            later.control("PUT", "/clock", "{\"advanceSeconds\":86400}");
            long paid = later.control("POST", "/orders/" + id + "/move", "")
                    .get("updateTime")
                    .asLong();
            assertThat(paid).isBetween(1893456000L + 86400, 1893456000L + 10 * 86400);
        }
    }

    @Test
    void aHundredThousandOrdersAreMadeInOneCall() {
        TestSandbox.Access large = sandbox.access("{}");
        JsonNode placed = sandbox.control(
                "POST",
                "/shops/" + large.shopId() + "/orders",
                "{\"count\":100000,\"status\":\"AWAITING_SHIPMENT\",\"spreadSeconds\":864000,\"webhooks\":false}");
        assertThat(placed.get("count").asInt()).isEqualTo(100_000);
        assertThat(placed.get("lastOrderId").asLong()
                        - placed.get("firstOrderId").asLong())
                .isEqualTo(99_999);
        JsonNode moved = sandbox.control(
                "POST", "/orders/move", "{\"shopId\":\"" + large.shopId() + "\",\"count\":50000,\"webhooks\":false}");
        assertThat(moved.get("moved").asInt()).isEqualTo(50_000);
        JsonNode truth = sandbox.control("GET", "/shops/" + large.shopId() + "/orders", "");
        assertThat(truth.get("orders")).hasSize(100_000);
        assertThat(truth.findValuesAsText("status").stream().filter("AWAITING_COLLECTION"::equals))
                .hasSize(50_000);
    }

    private static List<String> story(String wish) {
        String id = place(wish);
        List<String> story = new ArrayList<>(List.of(detail(id).get("status").asText()));
        while (!story.contains("COMPLETED")) {
            sandbox.control("POST", "/orders/" + id + "/move", "");
            story.add(detail(id).get("status").asText());
        }
        return story;
    }

    private static String place(String wish) {
        return sandbox.control("POST", "/shops/" + shop.shopId() + "/orders", wish)
                .at("/orderIds/0")
                .asText();
    }

    private static JsonNode detail(String id) {
        return TestSandbox.json(sandbox.api("GET", "/order/202309/orders", shop, Map.of("ids", id), ""))
                .at("/data/orders/0");
    }
}
