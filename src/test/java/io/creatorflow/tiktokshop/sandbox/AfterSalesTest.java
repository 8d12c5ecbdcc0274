package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.entities.Mapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancellations and returns: their lives, their searches, their webhooks. */
class AfterSalesTest extends SandboxAndListener {

    private static final String CANCELLATIONS = "/return_refund/202309/cancellations/search";
    private static final String RETURNS = "/return_refund/202309/returns/search";

    @Test
    void aRequestThatIsRefusedIsClosedAndOneThatIsApprovedIsPaidBack() {
        TestSandbox.Access shop = sandbox.access("{}");
        String kept = place(shop, "AWAITING_SHIPMENT");
        String cancelled = place(shop, "AWAITING_SHIPMENT");
        sandbox.control("POST", "/orders/" + kept + "/cancel-request", "");
        sandbox.control("POST", "/orders/" + cancelled + "/cancel-request", "");
        assertThat(statuses(found(shop, CANCELLATIONS, "{}"), "cancel_status"))
                .containsExactly("CANCELLATION_REQUEST_PENDING", "CANCELLATION_REQUEST_PENDING");

        sandbox.control("POST", "/orders/" + kept + "/cancel-answer", "{\"approve\":false}");
        sandbox.control("POST", "/orders/" + cancelled + "/cancel-answer", "");

        JsonNode found = found(shop, CANCELLATIONS, "{}");
        assertThat(statuses(found, "cancel_status"))
                .containsExactly("CANCELLATION_REQUEST_CANCELLED", "CANCELLATION_REQUEST_COMPLETE");
        assertThat(OrderShapeTest.problems(found, CANCELLATIONS)).isEmpty();
        assertThat(statuses(sandbox.control("GET", "/shops/" + shop.shopId() + "/cancellations", ""), "status"))
                .containsExactly("CANCELLATION_REQUEST_CANCELLED", "CANCELLATION_REQUEST_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFUND | RETURN_OR_REFUND_REQUEST_SUCCESS RETURN_OR_REFUND_REQUEST_COMPLETE",
                "RETURN_AND_REFUND | AWAITING_BUYER_SHIP BUYER_SHIPPED_ITEM RETURN_OR_REFUND_REQUEST_SUCCESS RETURN_OR_REFUND_REQUEST_COMPLETE",
                "RETURN_AND_REFUND | REFUND_OR_RETURN_REQUEST_REJECT RETURN_OR_REFUND_REQUEST_CANCEL",
                "RETURN_AND_REFUND | AWAITING_BUYER_RESPONSE RETURN_OR_REFUND_REQUEST_SUCCESS",
                "RETURN_AND_REFUND | AWAITING_BUYER_SHIP BUYER_SHIPPED_ITEM REJECT_RECEIVE_PACKAGE RETURN_OR_REFUND_REQUEST_SUCCESS",
                "REPLACEMENT | REPLACEMENT_REQUEST_COMPLETE"
            })
    void aReturnGoesItsWayAndLooksAsPublishedAtEachStep(String type, String way) {
        TestSandbox.Access shop = sandbox.access("{}");
        JsonNode now = ask(place(shop, "DELIVERED"), type);
        long before = 0;
        for (String step : way.split(" ")) {
            now = move(now, step);
            JsonNode found =
                    found(shop, RETURNS, "{\"return_ids\":[\"" + now.get("id").asText() + "\"]}");

            assertThat(statuses(found, "return_status")).containsExactly(step);
            assertThat(OrderShapeTest.problems(found, RETURNS)).isEmpty();
            assertThat(now.get("updateTime").asLong()).isGreaterThan(before);
            before = now.get("updateTime").asLong();
        }
    }

    @Test
    void aMoveThatLifeDoesNotKnowIsRefusedWithWhatMayCome() {
        TestSandbox.Access shop = sandbox.access("{}");
        JsonNode asked = ask(place(shop, "DELIVERED"), "REFUND");

        assertThat(move(asked, "BUYER_SHIPPED_ITEM").get("error").asText())
                .contains("RETURN_OR_REFUND_REQUEST_SUCCESS", "REFUND_OR_RETURN_REQUEST_REJECT");
        assertThat(move(asked, "LOST").get("error").asText()).contains("is not a status of a return");
        assertThat(ask(place(shop, "COMPLETED"), "REFUND").get("error").asText())
                .contains("COMPLETED");
        assertThat(ask(place(shop, "DELIVERED"), "GIFT").get("error").asText()).contains("REPLACEMENT");
        assertThat(sandbox.control("POST", "/returns/7/move", "{\"to\":\"LOST\"}")
                        .get("error")
                        .asText())
                .contains("is not a return here");
        assertThat(statuses(sandbox.control("GET", "/shops/" + shop.shopId() + "/returns", ""), "status"))
                .containsExactly("RETURN_OR_REFUND_REQUEST_PENDING");
    }

    @Test
    void everyStepOfAReturnIsToldByASignedWebhook() {
        TestSandbox.Access shop = sandbox.access("{}");
        String order = place(shop, "DELIVERED");
        JsonNode asked = ask(order, "RETURN_AND_REFUND");
        move(asked, "AWAITING_BUYER_SHIP");

        await().until(() -> told(asked).size() == 2);
        assertThat(told(asked))
                .extracting(got ->
                        TestSandbox.json(got.body()).at("/data/return_status").asText())
                .containsExactlyInAnyOrder("RETURN_OR_REFUND_REQUEST_PENDING", "AWAITING_BUYER_SHIP");
        assertThat(told(asked))
                .allSatisfy(got -> assertThat(got.authorization())
                        .isEqualTo(sandbox.app.webhookSign(got.body().getBytes(StandardCharsets.UTF_8))));
    }

    private static List<Listener.Got> told(JsonNode back) {
        return listener.got.stream()
                .filter(got ->
                        TestSandbox.json(got.body()).at("/data/return_id").equals(back.get("id")))
                .toList();
    }

    @Test
    void aSearchGoesPageByPageAndFilters() {
        TestSandbox.Access shop = sandbox.access("{}");
        for (int i = 0; i < 3; i++) {
            sandbox.control("POST", "/orders/" + place(shop, "AWAITING_SHIPMENT") + "/cancel-request", "");
        }
        JsonNode first = search(shop, CANCELLATIONS, Map.of("page_size", "2"), "{}");
        JsonNode second = search(
                shop,
                CANCELLATIONS,
                Map.of(
                        "page_size",
                        "2",
                        "page_token",
                        first.at("/data/next_page_token").asText()),
                "{}");

        assertThat(first.at("/data/total_count").asInt()).isEqualTo(3);
        assertThat(first.at("/data/cancellations")).hasSize(2);
        assertThat(second.at("/data/cancellations")).hasSize(1);
        assertThat(second.at("/data/next_page_token").asText()).isEmpty();
        assertThat(first.at("/data/cancellations")).doesNotContain(second.at("/data/cancellations/0"));
        for (String filter : List.of(
                "{\"cancel_status\":[\"CANCELLATION_REQUEST_COMPLETE\"]}",
                "{\"cancel_types\":[\"CANCEL\"]}",
                "{\"order_ids\":[\"1\"]}",
                "{\"update_time_lt\":5}",
                "{\"create_time_ge\":99999999999}")) {
            assertThat(found(shop, CANCELLATIONS, filter)
                            .at("/data/total_count")
                            .asInt())
                    .as(filter)
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cancellations | page_size | 51",
                "returns | page_size | 9",
                "returns | page_size | many",
                "cancellations | sort_field | update_time",
                "cancellations | sort_order | UP",
                "cancellations | page_token | abc"
            })
    void whatASearchDoesNotTakeIsRefused(String list, String parameter, String value) {
        TestSandbox.Access shop = sandbox.access("{}");

        assertThat(search(shop, "/return_refund/202309/" + list + "/search", Map.of(parameter, value), "{}")
                        .get("code")
                        .asInt())
                .isEqualTo(25001001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"cancel_ids\":\"1\"}", "{\"update_time_ge\":\"soon\"}", "{", "[1"})
    void aBodyThatIsNoFilterIsRefused(String body) {
        TestSandbox.Access shop = sandbox.access("{}");

        assertThat(search(shop, CANCELLATIONS, Map.of(), body).get("code").asInt())
                .isEqualTo(25001001);
    }

    @Test
    void whatTheSandboxTellsCanBeMapped() {
        TestSandbox.Access shop = sandbox.access("{}");
        sandbox.control("POST", "/orders/" + place(shop, "AWAITING_SHIPMENT") + "/cancel-request", "");
        ask(place(shop, "DELIVERED"), "RETURN_AND_REFUND");

        ObjectNode cancellation = Mapping.load(Path.of("routes"), "cancellation")
                .map(found(shop, CANCELLATIONS, "{}").at("/data/cancellations/0"), shop.shopId());
        ObjectNode back = Mapping.load(Path.of("routes"), "return")
                .map(found(shop, RETURNS, "{}").at("/data/return_orders/0"), shop.shopId());

        assertThat(cancellation.get("status").asText()).isEqualTo("pending");
        assertThat(cancellation.get("units")).hasSize(2);
        assertThat(back.get("statusKnown").asBoolean()).isTrue();
        assertThat(back.at("/refund/total/amount").asText()).isEqualTo("29.98");
    }

    private static JsonNode ask(String order, String type) {
        return sandbox.control("POST", "/orders/" + order + "/returns", "{\"type\":\"" + type + "\"}");
    }

    private static JsonNode move(JsonNode back, String status) {
        return sandbox.control("POST", "/returns/" + back.get("id").asText() + "/move", "{\"to\":\"" + status + "\"}");
    }

    private static JsonNode found(TestSandbox.Access shop, String path, String filter) {
        return search(shop, path, Map.of("page_size", "50"), filter);
    }

    private static JsonNode search(TestSandbox.Access shop, String path, Map<String, String> query, String filter) {
        return TestSandbox.json(sandbox.api("POST", path, shop, query, filter));
    }

    private static List<String> statuses(JsonNode answer, String field) {
        return answer.findValuesAsText(field);
    }
}
