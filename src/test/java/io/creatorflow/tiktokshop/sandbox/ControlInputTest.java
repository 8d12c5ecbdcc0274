package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlInputTest {

    private static TestSandbox sandbox;
    private static String shopId;
    private static String productId;

    @BeforeAll
    static void start() {
        sandbox = new TestSandbox(Map.of());
        shopId = sandbox.control("POST", "/shops", "{}").get("shopId").asText();
        productId = sandbox.control("GET", "/shops/" + shopId + "/products", "")
                .at("/products/0/id")
                .asText();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/shops|{\"regoin\":\"GB\"}|regoin|region",
                "POST|/shops|{\"region\":\"Britain\"}|region|two letters",
                "POST|/shops|{\"region\":{}}|region|kind",
                "POST|/shops|not json|body|JSON",
                "POST|/shops/1/orders|{}|shopId 1|GET /sandbox/shops",
                "POST|/shops/SHOP/orders|{\"count\":0}|count|1 to",
                "POST|/shops/SHOP/orders|{\"count\":\"many\"}|count|kind",
                "POST|/shops/SHOP/orders|{\"status\":\"LOST\"}|status|UNPAID",
                "POST|/shops/SHOP/orders|{\"status\":\"ON_HOLD\",\"onHold\":false}|ON_HOLD|onHold",
                "POST|/shops/SHOP/orders|{\"status\":\"PARTIALLY_SHIPPING\"}|PARTIALLY_SHIPPING|units",
                "POST|/shops/SHOP/orders|{\"items\":[{\"sellerSku\":\"CAR\"}]}|sellerSku CAR|MUG-BLUE",
                "POST|/orders/1/move|{}|orderId 1|POST",
                "POST|/orders/move|{}|orderIds|shopId",
                "POST|/orders/move|{\"shopId\":\"SHOP\",\"to\":\"AWAY\"}|to AWAY|NEXT",
                "PUT|/faults|{\"api\":{\"slowPercent\":200}}|api.slowPercent|0 to 100",
                "PUT|/faults|{\"webhooks\":{\"lateFromSeconds\":9}}|lateFromSeconds|range",
                "PUT|/clock|{\"scale\":0}|scale|more than 0",
                "PUT|/webhooks/address|{\"url\":\"nowhere\"}|url|http address",
                "POST|/webhooks|{}|body|type",
                "PUT|/receivers/analytics/fault|{\"status\":7}|status|200 to 599",
                "PUT|/receivers/nobody/fault|{}|nobody|analytics",
                "GET|/webhooks/deliveries?after=x||after|long",
                "POST|/products/1|{}|productId 1|GET /sandbox/shops",
                "POST|/products/PRODUCT|{}|to|replicateTo",
                "POST|/products/PRODUCT|{\"to\":\"LOST\"}|to LOST|ACTIVATE",
                "POST|/products/PRODUCT|{\"to\":\"DRAFT\"}|ACTIVATE|FREEZE",
                "POST|/products/PRODUCT|{\"review\":{\"status\":\"GOOD\"}}|status GOOD|APPROVED",
                "POST|/products/PRODUCT|{\"edit\":{}}|title|quantity",
                "POST|/combined-listings|{}|productIds|give some",
                "PUT|/sellers/nobody/withheld-scopes|{}|scopes|give the keys",
                "POST|/sellers/nobody/deauthorize||nobody|GET /sandbox/shops"
            })
    void badInputIsAnsweredByASentenceWithFieldAndMend(
            String method, String path, @org.jspecify.annotations.Nullable String body, String field, String mend) {
        HttpResponse<String> answer = sandbox.send(
                method,
                "/sandbox" + path.replace("SHOP", shopId).replace("PRODUCT", productId),
                body == null ? "" : body.replace("SHOP", shopId),
                Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        String sentence = TestSandbox.json(answer).get("error").asText();
        assertThat(sentence).contains(field).contains(mend).endsWith(".").doesNotContain("\n");
    }

    @Test
    void anUnknownPathSaysWhereToLook() {
        HttpResponse<String> answer = sandbox.send("GET", "/sandbox/nothing", "", Map.of());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/sandbox/openapi.json");
        assertThat(sandbox.send("DELETE", "/sandbox/shops", "", Map.of()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void resetForgetsEverything() {
        try (TestSandbox other = new TestSandbox(Map.of())) {
            TestSandbox.Access shop = other.access("{}");
            other.control("POST", "/shops/" + shop.shopId() + "/orders", "{\"count\":5}");
            other.control("PUT", "/clock", "{\"advanceSeconds\":99999}");
            other.control("POST", "/reset", "");
            assertThat(other.control("GET", "/shops", "").get("shops")).isEmpty();
            assertThat(TestSandbox.json(other.signed("GET", "/authorization/202309/shops", shop.token(), Map.of(), ""))
                            .get("code")
                            .asInt())
                    .isEqualTo(105001);
            assertThat(other.control("GET", "/webhooks/deliveries", "").get("deliveries"))
                    .isEmpty();
        }
    }

    @Test
    void aShopCanBeMadeAgainByItsId() {
        String wish = "{\"id\":\"7495000000000000002\",\"cipher\":\"ROW_AAAA\",\"sellerOpenId\":\"same\"}";
        assertThat(sandbox.control("POST", "/shops", wish).get("cipher").asText())
                .isEqualTo("ROW_AAAA");
        assertThat(sandbox.control("POST", "/shops", wish).get("shopId").asText())
                .isEqualTo("7495000000000000002");
    }
}
