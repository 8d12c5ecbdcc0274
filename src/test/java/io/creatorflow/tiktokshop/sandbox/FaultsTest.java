package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static TestSandbox sandbox;
    private static TestSandbox.Access shop;
    private static String orderId;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
        shop = sandbox.access("{}");
        orderId = place("{}");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void noFaults() {
        sandbox.control("DELETE", "/faults", "");
        sandbox.control("DELETE", "/api-calls", "");
    }

    @Test
    void tooManyRequestsComeWithRetryAfterOnlyWhereAsked() {
        faults("\"tooManyRequestsPercent\":100");
        assertThat(read().statusCode()).isEqualTo(429);
        assertThat(code(read())).isEqualTo(36009002);
        assertThat(read().headers().firstValue("Retry-After")).isEmpty();
        faults("\"tooManyRequestsPercent\":100,\"retryAfterSeconds\":7");
        assertThat(read().headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void whoComesBackBeforeRetryAfterIsCounted() {
        faults("\"tooManyRequestsPercent\":100,\"retryAfterSeconds\":60,\"onlyNext\":1");
        read();
        assertThat(calls().has("get-order-detail before Retry-After")).isFalse();
        read();
        assertThat(calls().get("get-order-detail before Retry-After").asInt()).isEqualTo(1);
        assertThat(calls().get("get-order-detail code 36009002").asInt()).isEqualTo(1);
        assertThat(calls().get("get-order-detail code 0").asInt()).isEqualTo(1);
    }

    @Test
    void anOverloadedGatewayAnswersInHtml() {
        faults("\"unavailablePercent\":100");
        assertThat(read().statusCode()).isEqualTo(503);
        assertThat(read().body()).startsWith("<html>");
        assertThat(read().headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(read().headers().firstValue("Retry-After")).isEmpty();
        faults("\"unavailablePercent\":100,\"retryAfterSeconds\":7");
        assertThat(read().headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void anErrorCodeComesWithHttp200() {
        faults("\"errorCodePercent\":100,\"errorCode\":36009007");
        assertThat(read().statusCode()).isEqualTo(200);
        assertThat(code(read())).isEqualTo(36009007);
    }

    @Test
    void aSlowAnswerIsSlow() {
        faults("\"slowPercent\":100,\"slowMillis\":400");
        long began = System.nanoTime();
        assertThat(code(read())).isZero();
        assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThanOrEqualTo(390);
    }

    @Test
    void aConnectionIsCutWithoutAnAnswer() {
        faults("\"cutPercent\":100");
        assertThatThrownBy(FaultsTest::read).isInstanceOf(TestSandbox.CutOff.class);
        assertThat(calls().get("get-order-detail cut").asInt()).isPositive();
    }

    @Test
    void aGoodTokenCanCountAsExpired() {
        faults("\"expiredTokenPercent\":100,\"onlyNext\":1");
        assertThat(code(read())).isEqualTo(105002);
        assertThat(code(read())).isZero();
    }

    @Test
    void faultsStrikeOnlyTheOperationsNamed() {
        faults("\"unavailablePercent\":100,\"operations\":[\"search-orders\"]");
        assertThat(read().statusCode()).isEqualTo(200);
        assertThat(sandbox.api("POST", "/order/202309/orders/search", shop, Map.of("page_size", "1"), "{}")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aStaleReadShowsTheStateBefore() {
        String id = place("{}");
        sandbox.control("POST", "/orders/" + id + "/move", "");
        assertThat(status(id)).isEqualTo("ON_HOLD");
        faults("\"staleReadPercent\":100");
        assertThat(status(id)).isEqualTo("UNPAID");
        faults("\"staleReadMillis\":3600000");
        assertThat(status(id)).isEqualTo("UNPAID");
        faults("\"staleReadMillis\":1");
        org.awaitility.Awaitility.await().until(() -> status(id).equals("ON_HOLD"));
        assertThat(sandbox.control("GET", "/orders/" + id, "").get("status").asText())
                .isEqualTo("ON_HOLD");
    }

    @Test
    void aRateLimitHoldsPerOperationAndShop() {
        faults("\"callsPerSecond\":{\"get-order-detail\":5}");
        List<Integer> codes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            codes.add(code(read()));
        }
        assertThat(codes).contains(0, 36009002);
        TestSandbox.Access other = sandbox.access("{}");
        assertThat(code(sandbox.api("GET", "/order/202309/orders", other, Map.of("ids", "1"), "")))
                .isZero();
    }

    @Test
    void anHourlyLimitHoldsPerShopOverAllOperationsUntilTheHourIsOver() {
        faults("\"callsPerHour\":2,\"retryAfterSeconds\":9");
        TestSandbox.Access development = sandbox.access("{}");
        String path = "/order/202309/orders";
        assertThat(code(sandbox.api("GET", path, development, Map.of("ids", "1"), "")))
                .isZero();
        assertThat(code(sandbox.api("POST", path + "/search", development, Map.of("page_size", "1"), "{}")))
                .isZero();
        HttpResponse<String> third = sandbox.api("GET", path, development, Map.of("ids", "1"), "");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(code(third)).isEqualTo(36009037);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("9");
        sandbox.control("PUT", "/clock", "{\"advanceSeconds\":3600}");
        assertThat(code(sandbox.api("GET", path, development, Map.of("ids", "1"), "")))
                .isZero();
        sandbox.control("DELETE", "/clock", "");
    }

    @Test
    void aShareOfCallsIsHitAndTheSameSeedHitsTheSame() {
        faults("\"errorCodePercent\":30");
        int hit = 0;
        for (int i = 0; i < 200; i++) {
            hit += code(read()) == 0 ? 0 : 1;
        }
        assertThat(hit).isBetween(30, 95);
    }

    @Test
    void aPoisonedOrderSpoilsWhatReadsIt() {
        String wrongType = place("{\"poison\":\"WRONG_TYPE\"}");
        assertThat(detail(wrongType).at("/data/orders/0/line_items").isTextual())
                .isTrue();
        String error = place("{\"poison\":\"ERROR\"}");
        assertThat(detail(orderId + "," + error).get("code").asInt()).isEqualTo(36009003);
        assertThat(detail(orderId).get("code").asInt()).isZero();
    }

    private static void faults(String api) {
        JsonNode plan = sandbox.control("PUT", "/faults", "{\"seed\":3,\"api\":{" + api + "}}");
        assertThat(plan.has("error")).as(plan.toString()).isFalse();
    }

    private static JsonNode calls() {
        return sandbox.control("GET", "/api-calls", "");
    }

    private static HttpResponse<String> read() {
        return sandbox.api("GET", "/order/202309/orders", shop, Map.of("ids", orderId), "");
    }

    private static JsonNode detail(String ids) {
        return TestSandbox.json(sandbox.api("GET", "/order/202309/orders", shop, Map.of("ids", ids), ""));
    }

    private static String status(String id) {
        return detail(id).at("/data/orders/0/status").asText();
    }

    private static String place(String wish) {
        return sandbox.control("POST", "/shops/" + shop.shopId() + "/orders", wish)
                .at("/orderIds/0")
                .asText();
    }

    private static int code(HttpResponse<String> answer) {
        return TestSandbox.json(answer).get("code").asInt();
    }
}
