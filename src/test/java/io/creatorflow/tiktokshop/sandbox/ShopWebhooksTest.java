package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopWebhooksTest {

    private static final String PATH = "/event/202309/webhooks";
    private static final String HOOKS = "https://hooks.example.com/tiktok-shop";

    private final TestSandbox sandbox = new TestSandbox(Map.of());
    private final TestSandbox.Access shop = sandbox.access("{}");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void whatIsRegisteredIsListedAsOnRecord() {
        assertThat(get().at("/data/total_count").asInt()).isZero();
        assertThat(put("PACKAGE_UPDATE", HOOKS).get("code").asInt()).isZero();
        assertThat(put("PACKAGE_UPDATE", HOOKS + "/2").get("code").asInt()).isZero();
        assertThat(put("ORDER_STATUS_CHANGE", HOOKS).get("data")).isEmpty();

        JsonNode answer = get();
        JsonNode onRecord = OrderShapeTest.resource("responses/webhooks-get.json");
        assertThat(answer.get("data").fieldNames()).toIterable().containsExactlyInAnyOrder("total_count", "webhooks");
        assertThat(answer.at("/data/webhooks/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> onRecord.at("/data/webhooks/0").fieldNames());
        assertThat(answer.at("/data/total_count").asInt()).isEqualTo(2);
        assertThat(answer.at("/data/webhooks/1/address").asText()).isEqualTo(HOOKS + "/2");
    }

    @Test
    void oneIsTakenAwayAndOneThatIsNotThereToo() {
        put("PACKAGE_UPDATE", HOOKS);
        for (int i = 0; i < 2; i++) {
            assertThat(call("DELETE", "{\"event_type\":\"PACKAGE_UPDATE\"}")
                            .get("code")
                            .asInt())
                    .isZero();
        }
        assertThat(get().at("/data/total_count").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/x",
                "https://hooks.example.com:8443/x",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "hooks",
                ""
            })
    void anAddressIsHttpsToADomainWithoutAPort(String address) {
        assertThat(put("PACKAGE_UPDATE", address).get("code").asInt()).isEqualTo(36009004);
    }

    @Test
    void anAddressOf256CharactersAndATypeThatIsNotListedAreRefused() {
        assertThat(put("PACKAGE_UPDATE", HOOKS + "/" + "x".repeat(255 - HOOKS.length() - 1))
                        .get("code")
                        .asInt())
                .isZero();
        assertThat(put("PACKAGE_UPDATE", HOOKS + "/" + "x".repeat(255 - HOOKS.length()))
                        .get("code")
                        .asInt())
                .isEqualTo(36009004);
        assertThat(put("INVENTORY_CHANGED", HOOKS).get("code").asInt()).isEqualTo(36009004);
        assertThat(call("PUT", "no json").get("code").asInt()).isEqualTo(36009004);
        assertThat(call("POST", "{}").get("code").asInt()).isEqualTo(36009010);
    }

    @Test
    void aRegisteredTypeGoesToItsAddressBeforeTheAppsOwn() {
        try (Listener listener = new Listener();
                TestSandbox lenient = new TestSandbox(Map.of("sandbox.webhooks.any-address", true))) {
            TestSandbox.Access seller = lenient.access("{}");
            String body = "{\"event_type\":\"ORDER_STATUS_CHANGE\",\"address\":\"" + listener.url() + "\"}";
            Map<String, String> query = Map.of("shop_cipher", seller.cipher());
            assertThat(TestSandbox.json(lenient.signed("PUT", PATH, seller.token(), query, body))
                            .get("code")
                            .asInt())
                    .isZero();
            lenient.control("POST", "/shops/" + seller.shopId() + "/orders", "");
            await().until(() -> !listener.got.isEmpty());
        }
    }

    private JsonNode get() {
        return call("GET", "");
    }

    private JsonNode put(String type, String address) {
        return call("PUT", "{\"event_type\":\"" + type + "\",\"address\":\"" + address + "\"}");
    }

    private JsonNode call(String method, String body) {
        return TestSandbox.json(sandbox.signed(method, PATH, shop.token(), Map.of("shop_cipher", shop.cipher()), body));
    }
}
