package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway's checks, each against the answer that is on record for it, and their order. */
class ApiChecksTest {

    private static final String SHOPS = "/authorization/202309/shops";
    private static final String DETAIL = "/order/202309/orders";
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
    void thePublishedSignatureComesOut() {
        assertThat(new App("29a39d", "e59af819cc")
                        .requestSign(SHOPS, Map.of("app_key", "29a39d", "timestamp", "1623812664"), new byte[0]))
                .isEqualTo("b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8");
    }

    @Test
    void aGoodCallIsAnswered() {
        HttpResponse<String> answer = sandbox.signed("GET", SHOPS, shop.token(), Map.of(), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestSandbox.json(answer).get("code").asInt()).isZero();
        assertThat(TestSandbox.json(answer).get("message").asText()).isEqualTo("Success");
        assertThat(TestSandbox.json(answer).at("/data/shops/0/cipher").asText()).isEqualTo(shop.cipher());
        assertThat(TestSandbox.json(answer).at("/data/shops/0/id").asText()).isEqualTo(shop.shopId());
    }

    @Test
    void anUnknownPathComesBeforeAll() {
        answers(sandbox.send("GET", "/order/202309/nothing", "", Map.of()), "path-unknown");
    }

    @Test
    void theMethodComesBeforeTheAppKey() {
        answers(sandbox.send("POST", SHOPS, "{}", Map.of()), "method-not-supported");
    }

    @Test
    void theAppKeyComesBeforeTheTimestamp() {
        answers(signed(Map.of("app_key", "nobody", "timestamp", "1")), "invalid-app-key");
    }

    @Test
    void theTimestampComesBeforeTheSignature() {
        answers(signed(Map.of("timestamp", secondsFromNow(-310), "sign", "x")), "timestamp-too-old");
        answers(signed(Map.of("timestamp", secondsFromNow(40), "sign", "x")), "timestamp-too-new");
    }

    @Test
    void theEdgesOfTheWindowAreInside() {
        assertThat(signed(Map.of("timestamp", secondsFromNow(-290))).statusCode())
                .isEqualTo(200);
        assertThat(signed(Map.of("timestamp", secondsFromNow(25))).statusCode()).isEqualTo(200);
    }

    @Test
    void theSignatureComesBeforeTheToken() {
        answers(sandbox.signed("GET", SHOPS, "nonsense", Map.of("sign", "00"), ""), "signature-invalid");
        answers(sandbox.signed("GET", SHOPS, "nonsense", Map.of("sign", ""), ""), "signature-missing");
    }

    @Test
    void theRawBytesOfTheBodyAreSigned() {
        Map<String, String> query = new HashMap<>(Map.of("page_size", "10", "shop_cipher", shop.cipher()));
        query.put("app_key", sandbox.app.key());
        query.put("timestamp", secondsFromNow(0));
        query.put("sign", sandbox.app.requestSign("/order/202309/orders/search", query, "{}".getBytes()));
        answers(sandbox.signed("POST", "/order/202309/orders/search", shop.token(), query, "{ }"), "signature-invalid");
    }

    @Test
    void aGetWithABodyIsRefused() {
        answers(sandbox.signed("GET", SHOPS, shop.token(), Map.of(), "{}"), "signature-invalid");
    }

    @Test
    void theTokenComesBeforeTheCipher() {
        answers(sandbox.signed("GET", DETAIL, " ", Map.of(), ""), "token-header-invalid");
        answers(sandbox.signed("GET", DETAIL, "nonsense", Map.of(), ""), "token-deauthorized");
    }

    @Test
    void theCipherIsRequiredHereAndForbiddenThere() {
        answers(sandbox.signed("GET", DETAIL, shop.token(), Map.of("ids", "1"), ""), "shop-cipher-missing");
        answers(signed(Map.of("shop_cipher", shop.cipher())), "shop-cipher-unexpected");
    }

    @Test
    void aCipherOfAnotherSellerDoesNotFit() {
        TestSandbox.Access other = sandbox.access("{}");
        answers(
                sandbox.signed("GET", DETAIL, shop.token(), Map.of("ids", "1", "shop_cipher", other.cipher()), ""),
                "token-and-cipher-do-not-match");
    }

    @Test
    void oneTokenCoversTheShopsOfItsSeller() {
        String more = sandbox.control("POST", "/shops", "{\"sellerOpenId\":\"" + shop.openId() + "\"}")
                .get("cipher")
                .asText();
        HttpResponse<String> answer =
                sandbox.signed("GET", DETAIL, shop.token(), Map.of("ids", "1", "shop_cipher", more), "");
        assertThat(TestSandbox.json(answer).get("code").asInt()).isZero();
        assertThat(signed(Map.of()).body()).contains(more).contains(shop.cipher());
    }

    @Test
    void parametersComeLast() {
        answers(sandbox.api("GET", DETAIL, shop, Map.of(), ""), "parameter-invalid");
        answers(sandbox.api("GET", DETAIL, shop, Map.of("ids", distinctIds(51)), ""), "parameter-invalid");
        assertThat(sandbox.api("GET", DETAIL, shop, Map.of("ids", distinctIds(50)), "")
                        .body())
                .contains("\"code\":0");
        answers(
                sandbox.api("POST", "/order/202309/orders/search", shop, Map.of("page_size", "101"), "{}"),
                "parameter-invalid");
    }

    @Test
    void unknownOrdersAreSimplyMissing() {
        HttpResponse<String> answer = sandbox.api("GET", DETAIL, shop, Map.of("ids", "1,577900000000000001"), "");
        assertThat(TestSandbox.json(answer).get("code").asInt()).isZero();
        assertThat(TestSandbox.json(answer).at("/data/orders")).isEmpty();
    }

    @Test
    void aMissingScopeIsTold() {
        try (TestSandbox poor = new TestSandbox(Map.of("sandbox.api.scopes", "seller.authorization.info"))) {
            answers(poor.api("GET", DETAIL, poor.access("{}"), Map.of("ids", "1"), ""), "scope-missing");
        }
    }

    private static HttpResponse<String> signed(Map<String, String> query) {
        return sandbox.signed("GET", SHOPS, shop.token(), query, "");
    }

    private static String distinctIds(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(","));
    }

    private static String secondsFromNow(long seconds) {
        return Long.toString(System.currentTimeMillis() / 1000 + seconds);
    }

    private static void answers(HttpResponse<String> answer, String file) {
        JsonNode body = TestSandbox.json(answer);
        JsonNode onRecord = OrderShapeTest.resource("responses/errors/" + file + ".json");
        assertThat(answer.statusCode()).isEqualTo(onRecord.get("http_status").asInt());
        assertThat(body.get("code").asInt()).isEqualTo(onRecord.at("/body/code").asInt());
        assertThat(body.get("request_id").asText()).isNotEmpty();
    }
}
