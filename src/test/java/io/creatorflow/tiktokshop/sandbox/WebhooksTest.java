package io.creatorflow.tiktokshop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.sandbox.signing.App;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {

    private final Listener listener = new Listener();
    private final TestSandbox sandbox = new TestSandbox(Map.of("sandbox.webhooks.url", listener.url()));
    private String shopId = "";

    @BeforeEach
    void shop() {
        shopId = sandbox.control("POST", "/shops", "{}").get("shopId").asText();
    }

    @AfterEach
    void stop() {
        sandbox.close();
        listener.close();
    }

    @Test
    void everyPublicSampleHasItsSignature() throws IOException {
        JsonNode index = OrderShapeTest.resource("webhook-samples/index.json");
        App app = new App(index.get("app_key").asText(), index.get("app_secret").asText());
        assertThat(index.get("samples")).isNotEmpty().allSatisfy(sample -> {
            try (InputStream in = WebhooksTest.class.getResourceAsStream(
                    "/tiktok-shop/webhook-samples/" + sample.get("file").asText())) {
                assertThat(in).isNotNull();
                assertThat(app.webhookSign(in.readAllBytes()))
                        .isEqualTo(sample.get("authorization").asText());
            }
        });
    }

    @Test
    void aChangeIsToldBySignedPostInTheEnvelopeOnRecord() {
        String id = place("{}");
        await().until(() -> listener.got.size() == 1);
        Listener.Got got = listener.got.get(0);
        JsonNode body = TestSandbox.json(got.body());
        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.contentType()).isEqualTo("application/json");
        assertThat(got.authorization()).isEqualTo(sandbox.app.webhookSign(bytes(got.body())));
        assertThat(names(body)).containsExactly("type", "tts_notification_id", "shop_id", "timestamp", "data");
        assertThat(names(body.get("data")))
                .containsExactly("is_on_hold_order", "order_id", "order_status", "update_time");
        assertThat(body.get("type").asInt()).isEqualTo(1);
        assertThat(body.get("shop_id").asText()).isEqualTo(shopId);
        assertThat(body.at("/data/order_id").asText()).isEqualTo(id);
        assertThat(body.at("/data/order_status").asText()).isEqualTo("UNPAID");
    }

    @Test
    void cancellingIsSpelledCancelAndToldWithItsCancellation() {
        String id = place("{\"webhooks\":false,\"status\":\"AWAITING_SHIPMENT\"}");
        sandbox.control("POST", "/orders/" + id + "/cancel-request", "");
        sandbox.control("POST", "/orders/" + id + "/cancel-answer", "");
        await().until(() -> listener.got.size() == 4);
        List<JsonNode> data = listener.bodies().stream()
                .map(body -> TestSandbox.json(body).get("data"))
                .toList();
        assertThat(data.stream()
                        .map(d -> d.path("order_status")
                                .asText(d.path("cancel_status").asText())))
                .containsExactlyInAnyOrder(
                        "CANCELLATION_REQUEST_PENDING",
                        "CANCELLATION_REQUEST_SUCCESS",
                        "CANCEL",
                        "CANCELLATION_REQUEST_COMPLETE");
        List<String> cancelIds = data.stream()
                .map(d -> d.path("cancel_id").asText())
                .filter(cancel -> !cancel.isEmpty())
                .toList();
        assertThat(cancelIds).hasSize(3).containsOnly(cancelIds.get(0));
    }

    @Test
    void shippingInPartsIsToldByItsPackagesOnlyAndANewAddressByItself() {
        String id = place("{\"webhooks\":false,\"status\":\"AWAITING_SHIPMENT\","
                + "\"items\":[{\"sellerSku\":\"PIN-SUN\",\"units\":2}]}");
        sandbox.control("POST", "/orders/" + id + "/move", "{\"to\":\"PARTIALLY_SHIPPING\"}");
        sandbox.control("POST", "/orders/" + id + "/address", "");
        await().until(() -> listener.got.size() == 2);
        assertThat(listener.bodies())
                .extracting(body -> TestSandbox.json(body).get("type").asInt())
                .containsExactlyInAnyOrder(4, 3);
    }

    @Test
    void aFailureIsTriedAgainOnTheScheduleWithTheSameBytesAndThenNeverAgain() {
        listener.status.set(500);
        place("{}");
        for (int seconds : new int[] {120, 1800, 10_800, 43_200}) {
            int before = Math.max(1, listener.got.size());
            awaitAttempts(before);
            sandbox.control("PUT", "/clock", "{\"advanceSeconds\":" + (seconds - 20) + "}");
            assertThat(listener.got).hasSize(before);
            sandbox.control("PUT", "/clock", "{\"advanceSeconds\":21}");
            awaitAttempts(before + 1);
        }
        assertThat(listener.got).hasSize(5);
        assertThat(listener.got).containsOnly(listener.got.get(0));
        await().until(() -> delivery(0).get("state").asText().equals("GIVEN_UP"));
        assertThat(sandbox.control("GET", "/webhooks", "").get("waiting").asInt())
                .isZero();
    }

    @Test
    void aRetryThatIsAnsweredWellEndsIt() {
        listener.status.set(503);
        place("{}");
        awaitAttempts(1);
        listener.status.set(200);
        sandbox.control("PUT", "/clock", "{\"scale\":10000}");
        awaitAttempts(2);
        assertThat(delivery(0).get("state").asText()).isEqualTo("DELIVERED");
        assertThat(delivery(0).get("attempts").findValuesAsText("status")).containsExactly("503", "200");
    }

    @Test
    void lostRepeatedNamelessAndWronglySignedWebhooksComeAsOftenAsAskedAndTheSameAgain() {
        String faults = "{\"seed\":7,\"webhooks\":{\"lostPercent\":30,\"repeatedPercent\":20,"
                + "\"missingNotificationIdPercent\":10,\"wrongSignaturePercent\":10}}";
        sandbox.control("PUT", "/faults", faults);
        place("{\"count\":500}");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        sandbox.control("GET", "/webhooks", "").get("waiting").asInt() == 0
                                && sandbox.control("GET", "/webhooks", "")
                                                .get("inFlight")
                                                .asInt()
                                        == 0);
        JsonNode deliveries = sandbox.control("GET", "/webhooks/deliveries", "").get("deliveries");
        assertThat(deliveries.size()).isBetween(550, 650);
        assertThat(deliveries.findValuesAsText("state").stream()
                        .filter("LOST"::equals)
                        .count())
                .isBetween(130L, 230L);
        assertThat(listener.got.stream()
                        .filter(got -> !got.authorization().equals(sandbox.app.webhookSign(bytes(got.body()))))
                        .count())
                .isBetween(15L, 80L);
        assertThat(listener.bodies().stream()
                        .filter(body -> !body.contains("tts_notification_id"))
                        .count())
                .isBetween(15L, 80L);
        assertThat(listener.bodies().stream().distinct().count()).isLessThan(listener.got.size());
    }

    @Test
    void lateWebhooksWaitOnTheVirtualClock() {
        sandbox.control(
                "PUT",
                "/faults",
                "{\"webhooks\":{\"latePercent\":100,\"lateFromSeconds\":3600,\"lateToSeconds\":7200}}");
        place("{\"count\":20}");
        assertThat(listener.got).isEmpty();
        sandbox.control("PUT", "/clock", "{\"advanceSeconds\":7201}");
        await().until(() -> listener.got.size() == 20);
    }

    @Test
    void reorderedWebhooksOvertakeEachOther() {
        sandbox.control("PUT", "/faults", "{\"webhooks\":{\"reorderedPercent\":50,\"reorderedWithinMillis\":60000}}");
        place("{\"count\":50}");
        sandbox.control("PUT", "/clock", "{\"scale\":60}");
        await().until(() -> listener.got.size() == 50);
        List<String> sent = sandbox.control("GET", "/webhooks/deliveries", "").findValuesAsText("orderId");
        List<String> arrived = listener.bodies().stream()
                .map(body -> TestSandbox.json(body).at("/data/order_id").asText())
                .toList();
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
    }

    @Test
    void anyBodyCanBeSentAndAnyEventToo() {
        sandbox.control("POST", "/webhooks", "{\"body\":\"{ \\\"odd\\\" : 1 }\"}");
        sandbox.control(
                "POST", "/webhooks", "{\"type\":5,\"shopId\":\"1\",\"data\":{\"product_id\":1729382234865701212}}");
        await().until(() -> listener.got.size() == 2);
        assertThat(listener.bodies()).anyMatch("{ \"odd\" : 1 }"::equals);
        assertThat(listener.bodies()).anyMatch(body -> body.contains("\"product_id\":1729382234865701212"));
    }

    @Test
    void anAuthorizationThatEndsAndOneThatIsTakenBackAreToldForTheShop() {
        TestSandbox.Access access = sandbox.access("{}");
        sandbox.control("POST", "/sellers/" + access.openId() + "/expire-authorization", "");
        await().until(() -> listener.got.size() == 1);
        assertThat(listener.bodies().get(0)).contains("\"type\":7", "expiring in 30 days", "\"expiration_time\":\"");

        sandbox.control("POST", "/sellers/" + access.openId() + "/deauthorize", "");
        await().until(() -> listener.got.size() == 2);
        assertThat(listener.bodies().get(1)).contains("\"type\":6", "is deauthorized from your APP by merchant.");
    }

    @Test
    void aPaceIsKept() {
        long began = System.nanoTime();
        place("{\"count\":40,\"webhooksPerSecond\":40}");
        await().until(() -> listener.got.size() == 40);
        assertThat((System.nanoTime() - began) / 1_000_000).isBetween(900L, 10_000L);
    }

    @Test
    void tenThousandGoOutToAReceiverInOneCall() {
        place("{\"count\":10000}");
        await().atMost(java.time.Duration.ofSeconds(60)).until(() -> listener.got.size() == 10_000);
        assertThat(sandbox.control("GET", "/webhooks", "").get("made").asInt()).isEqualTo(10_000);
    }

    private void awaitAttempts(int count) {
        await().until(() -> delivery(0).get("attempts").size() == count);
    }

    private JsonNode delivery(int number) {
        return sandbox.control("GET", "/webhooks/deliveries", "").at("/deliveries/" + number);
    }

    private String place(String wish) {
        return sandbox.control("POST", "/shops/" + shopId + "/orders", wish)
                .at("/orderIds/0")
                .asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new java.util.ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
