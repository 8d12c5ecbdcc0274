package io.creatorflow.tiktokshop;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static io.creatorflow.tiktokshop.support.TestEnvironment.TIKTOK_SHOP;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.erasure.Erasures;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.Canary;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.LogWatch;
import io.creatorflow.tiktokshop.support.ReceiversStub;
import io.creatorflow.tiktokshop.support.SellerBrowser;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TestShop;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** With everything at DEBUG, no secret and nothing of a buyer gets into a log, a figure, an error page or the health. */
@IntegrationTest
class RedactionTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long TIME = 1_760_000_000;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Erasures erasures;

    private final Canary buyer = new Canary();
    private final String secret = "Secret" + UUID.randomUUID();
    private final List<String> answers = new ArrayList<>();
    private LogWatch log;
    private TestShop shop;

    @BeforeEach
    void watch() {
        log = new LogWatch(
                buyer.text(), secret, TestEnvironment.APP_SECRET, ReceiversStub.SECRET.substring("whsec_".length()));
        shop = TestShop.connect(context);
    }

    @AfterEach
    void rest() {
        log.close();
    }

    @Test
    void anOrderOnItsWayTellsNothing() {
        String order = order("AWAITING_SHIPMENT");
        await().atMost(SOON).until(() -> RECEIVERS.received("analytics", order).size() == 3);

        long id = erasures.request(shop.id(), order, "a test");
        await().atMost(SOON)
                .until(() ->
                        shop.count("select count(*) from erasure where shop_id = :shop and finished_at is not null")
                                == 1);
        assertThat(id).isPositive();
        nothingWasTold();
    }

    @Test
    void anOrderThatReceiversRefuseOrThatCannotBeMappedTellsNothing() {
        String refused = TestShop.newOrderId();
        AtomicInteger attempts = new AtomicInteger();
        RECEIVERS.answer(refused, (receiver, event, http) -> attempts.incrementAndGet() == 1 ? 503 : 422);
        tell(refused, "AWAITING_SHIPMENT");
        String unmapped = TestShop.newOrderId();
        ObjectNode broken = shop.put(unmapped, "AWAITING_SHIPMENT", TIME);
        buyer.into(broken);
        broken.put("create_time", buyer.text());
        shop.tell(unmapped, "AWAITING_SHIPMENT", TIME);

        await().atMost(SOON).until(() -> shop.parked().contains(unmapped));
        await().atMost(SOON)
                .until(() -> shop.count("select count(*) from delivery_parked join entity on key = entity_key"
                                + " where shop_id = :shop")
                        > 0);
        nothingWasTold();
    }

    @Test
    void answersThatAreNoneTellNothing() {
        shop.answers(
                json(502, "<html>" + buyer.text() + "</html>"),
                json(200, "{\"code\":0,\"data\":{\"orders\":[{\"id\":\"" + buyer.text()),
                ok("{\"orders\":[],\"errors\":[{\"detail\":\"" + buyer.text() + "\"}]}"),
                shop.fromBook());
        String order = order("AWAITING_SHIPMENT");

        await().atMost(SOON).until(() -> RECEIVERS.received("analytics", order).size() == 3);
        nothingWasTold();
    }

    @Test
    void webhooksThatAreNoneTellNothing() {
        WebhookSender sender = new WebhookSender(port);
        String body = "{\"type\":1,\"name\":\"" + buyer.text();
        shop.post(body);
        shop.post("{\"type\":\"" + buyer.text() + "\",\"shop_id\":\"" + buyer.text() + "\",\"data\":[]}");
        shop.post("{\"type\":1,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":1760000000,\"data\":{\"order_id\":\""
                + buyer.text() + "\",\"update_time\":\"" + buyer.text() + "\"}}");
        assertThat(sender.post(body.getBytes(StandardCharsets.UTF_8), secret)).isEqualTo(401);
        send("POST", "/webhooks/tiktok-shop?name=" + buyer.text(), body + "x".repeat(300_000), 413);
        send("GET", "/webhooks/tiktok-shop?name=" + buyer.text(), "", 405);
        send("GET", "/no-such-page?name=" + buyer.text(), "", 404);

        await().atMost(SOON)
                .until(() -> shop.count("select count(*) from inbox_waiting join inbox using (day, body_sha256)"
                                + " where shop_id = :shop")
                        == 0);
        nothingWasTold();
    }

    @Test
    void anAuthorizationTellsNothing() {
        TIKTOK_SHOP.script(
                "code-" + secret,
                ok(
                        "{\"access_token\":\"access-" + secret
                                + "\",\"access_token_expire_in\":4841467787,\"refresh_token\":\"refresh-" + secret
                                + "\",\"refresh_token_expire_in\":4841467787,\"open_id\":\"open-" + shop.id()
                                + "\",\"seller_name\":\"S\",\"seller_base_region\":\"GB\",\"user_type\":0,\"granted_scopes\":[]}"));
        TIKTOK_SHOP.script("access-" + secret, ok("{\"shops\":[]}"));
        SellerBrowser seller = new SellerBrowser(URI.create("http://127.0.0.1:" + port));
        assertThat(seller.connect("code-" + secret).statusCode()).isEqualTo(200);
        TIKTOK_SHOP.script("used-" + secret, error(200, 36004004, "invalid auth code"));
        assertThat(seller.connect("used-" + secret).statusCode()).isEqualTo(400);
        send("GET", "/authorization/callback?state=" + secret + "&code=" + secret, "", 400);
        send("GET", "/authorization/callback?error=auth_denied&error_description=" + secret, "", 400);

        nothingWasTold();
    }

    @Test
    void aLineThatTellsIsFound() {
        LoggerFactory.getLogger("planted").debug("shipping to {}", buyer.text());
        LoggerFactory.getLogger("planted").info("failed", new IllegalStateException("token " + secret));

        assertThat(log.hits()).hasSize(2).allMatch(line -> line.startsWith("planted"));
    }

    private String order(String status) {
        String order = TestShop.newOrderId();
        tell(order, status);
        return order;
    }

    private void tell(String order, String status) {
        buyer.into(shop.put(order, status, TIME));
        shop.post("{\"type\":1,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + TIME + ",\"data\":{\"order_id\":\""
                + order + "\",\"order_status\":\"" + status + "\",\"update_time\":" + TIME + ",\"name\":\""
                + buyer.text() + "\"}}");
    }

    private void nothingWasTold() {
        answers.add(get("/actuator/prometheus"));
        answers.add(get("/actuator/health"));
        answers.add(get("/actuator"));
        assertThat(log.lines()).isGreaterThan(10);
        assertThat(log.hits()).isEmpty();
        assertThat(answers).noneMatch(answer -> answer.contains(buyer.text()) || answer.contains(secret));
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build())
                .body();
    }

    private void send(String method, String path, String body, int status) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", secret)
                .header("Cookie", "session=" + secret)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).isEqualTo(status);
        answers.add(answer.body() + answer.headers().map());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
