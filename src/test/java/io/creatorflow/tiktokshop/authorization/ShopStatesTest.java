package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.ingress.WebhookSender;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a shop is told, and is an issue while somebody has to do something about it. */
@IntegrationTest
class ShopStatesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Sellers sellers;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ShopStates states;

    private ConnectedShop shop;

    @BeforeEach
    void connect() {
        shop = ConnectedShop.make(context);
        await().until(() -> told().equals(List.of("connected")));
    }

    @Test
    void aSellerWhoTakesTheAuthorizationBackHasLeftUntilItIsGivenAgain() {
        deauthorized(Instant.now());

        await().until(() -> told().equals(List.of("connected", "left")));
        await().until(() -> issue("authorization-lost").equals("open"));
        assertThat(sellers.accessOfShop(shop.id())).as("nothing of it is read").isEmpty();
        assertThat(tokensKept()).as("its tokens are gone at once").isZero();

        again();
        assertThat(sellers.accessOfShop(shop.id())).isPresent();
        await().until(() -> told().equals(List.of("connected", "left", "connected")));
        await().until(() -> issue("authorization-lost").equals("resolved"));
        assertThat(messages())
                .allSatisfy(message ->
                        assertThat(MessageContract.violations(message.event())).isEmpty());
        assertThat(RECEIVERS.received("order-management", shop.id()))
                .extracting(Received::type)
                .contains("shop.updated.v1");
    }

    @Test
    void whatIsToldOfAShopThatHasLeftIsKeptAndReadOnceItIsBack() {
        shop.answers(ok("{\"orders\":[]}"));
        deauthorized(Instant.now());
        await().until(() -> told().equals(List.of("connected", "left")));
        database.sql("insert into hint (kind, shop_id, entity_id) values ('order', :shop, '1')")
                .param("shop", shop.id())
                .update();
        await().during(Duration.ofMillis(500))
                .until(() -> hints() == 1 && shop.requests().isEmpty());

        again();
        await().until(() -> !shop.requests().isEmpty());
    }

    @Test
    void theSellersTokensStayWhileAnotherShopOfTheSellerIsConnected() {
        Shop sister =
                new Shop("sister-" + shop.id(), shop.seller(), "Sister", "GB", "LOCAL", "sister-" + shop.cipher());
        sellers.connect(sister);
        deauthorized(Instant.now());
        await().until(() -> told().equals(List.of("connected", "left")));
        assertThat(sellers.accessOfShop(sister.id())).isPresent();
        assertThat(sellers.accessOfShop(shop.id())).isEmpty();

        states.left(List.of(new ShopStates.Told(sister.id(), Instant.now(), null)));
        assertThat(tokensKept()).isZero();
    }

    @Test
    void aRefreshUnderWayBringsNoTokensBackToAShopThatHasLeft() {
        deauthorized(Instant.now());
        await().until(() -> tokensKept() == 0);
        assertThat(renewals.renew(1, ConnectedShop.tokens(shop, Instant.now().plusSeconds(9_000_000))))
                .isFalse();
        assertThat(tokensKept()).isZero();
    }

    @Test
    void anAuthorizationThatEndsWithinThirtyDaysRaisesTheAlarmThoughTikTokHasNotToldIt() {
        Instant ends = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 29 * 86_400);
        ConnectedShop.grant(context, shop, ends);

        await().until(() -> told().equals(List.of("connected", "expiring")));
        assertThat(messages().get(1).event().at("/data/authorizationEndsAt").asText())
                .isEqualTo(ends.toString());
        await().until(() -> issue("authorization-ending").equals("open"));
        assertThat(detail("authorization-ending")).contains(ends.toString(), "/authorize?region=other");
    }

    @Test
    void aCallWithoutItsScopeSaysWhichOneAndWhoMendsIt() {
        shop.answers(error(403, 105005, "Access denied."));
        database.sql("insert into hint (kind, shop_id, entity_id) values ('order', :shop, '1')")
                .param("shop", shop.id())
                .update();

        await().until(() -> issue("api-refused").equals("open"));
        assertThat(database.sql("select subject from issue where shop_id = :shop and kind = 'api-refused'")
                        .param("shop", shop.id())
                        .query(String.class)
                        .single())
                .isEqualTo("seller.order.info");
        assertThat(told()).as("the rest is still read").containsExactly("connected");
    }

    @Test
    void aWebhookOfAnEarlierAuthorizationThatComesLateChangesNothing() {
        deauthorized(Instant.now().minusSeconds(3600));

        await().until(() -> routed(6));
        assertThat(issue("authorization-lost")).isIn("", "resolved");
        assertThat(sellers.accessOfShop(shop.id())).isPresent();
        assertThat(told()).containsExactly("connected");
    }

    @Test
    void anAuthorizationThatEndsSoonIsToldOnceThoughTikTokTellsItDaily() {
        Instant ends = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 2_592_000);
        ending(Instant.now(), "\"" + ends.getEpochSecond() + "\"");
        await().until(() -> told().equals(List.of("connected", "expiring")));
        ending(Instant.now().plusSeconds(1), "\"" + ends.getEpochSecond() + "\"");

        await().until(() -> times() == 2);
        assertThat(messages().get(1).event().at("/data/authorizationEndsAt").asText())
                .isEqualTo(ends.toString());
        assertThat(sellers.accessOfShop(shop.id())).as("it is still read").isPresent();
        assertThat(told()).hasSize(2);

        again();
        await().until(() -> issue("authorization-ending").equals("resolved"));
        await().until(() -> told().equals(List.of("connected", "expiring", "connected")));
    }

    @Test
    void whereTikTokTellsNoEndItIsTakenToBeThirtyDaysAhead() {
        Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 1);
        ending(at, "\"soon\"");

        await().until(() -> told().equals(List.of("connected", "expiring")));
        assertThat(messages().get(1).event().at("/data/authorizationEndsAt").asText())
                .isEqualTo(at.plusSeconds(2_592_000).toString());
    }

    @Test
    void aTokenThatTikTokRefusesMeansThatTheSellerHasToAuthorizeAgain() {
        shop.answers(error(401, 105001, "access token is invalid"));
        database.sql("insert into hint (kind, shop_id, entity_id) values ('order', :shop, '1')")
                .param("shop", shop.id())
                .update();

        await().until(() -> told().equals(List.of("connected", "needs_reauthorization")));
        await().until(() -> issue("authorization-lost").equals("open"));
        JsonNode data = messages().get(1).event().path("data");
        assertThat(data.path("reason").asText())
                .startsWith("code 105001, the token is not valid, or the seller has removed the app");
        assertThat(database.sql("select count(*) from issue where shop_id = :shop and kind = 'api-refused'")
                        .param("shop", shop.id())
                        .query(Integer.class)
                        .single())
                .as("one issue for one cause")
                .isZero();
    }

    private void again() {
        ConnectedShop.grant(context, shop, Instant.now().plusSeconds(9_000_000));
        sellers.connect(new Shop(shop.id(), shop.seller(), "Shop", "GB", "LOCAL", shop.cipher()));
    }

    private void deauthorized(Instant at) {
        post(6, at, "{\"message\":\"Shop_id " + shop.id() + " is deauthorized from your APP by merchant.\"}");
    }

    private void ending(Instant at, String expirationTime) {
        post(7, at, "{\"message\":\"It is expiring in 30 days.\",\"expiration_time\":" + expirationTime + "}");
    }

    private void post(int type, Instant at, String data) {
        assertThat(new WebhookSender(port)
                        .post("{\"type\":" + type + ",\"tts_notification_id\":\"1\",\"shop_id\":\"" + shop.id()
                                + "\",\"timestamp\":" + at.getEpochSecond() + ",\"data\":" + data + "}"))
                .isEqualTo(200);
    }

    private boolean routed(int type) {
        return database.sql(
                                "select count(*) from inbox i where shop_id = :shop and event_type = :type and not exists"
                                        + " (select from inbox_waiting w where w.day = i.day and w.body_sha256 = i.body_sha256)")
                        .param("shop", shop.id())
                        .param("type", type)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private String issue(String kind) {
        return database.sql("select state from issue where shop_id = :shop and kind = :kind and times > 0")
                .param("shop", shop.id())
                .param("kind", kind)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private int times() {
        return database.sql(
                        "select coalesce(sum(times), 0) from issue where shop_id = :shop and kind = 'authorization-ending'")
                .param("shop", shop.id())
                .query(Integer.class)
                .single();
    }

    private int tokensKept() {
        return database.sql("select num_nonnulls(access_token, refresh_token) from seller where open_id = :seller")
                .param("seller", shop.seller())
                .query(Integer.class)
                .single();
    }

    private int hints() {
        return database.sql("select count(*) from hint where shop_id = :shop")
                .param("shop", shop.id())
                .query(Integer.class)
                .single();
    }

    private String detail(String kind) {
        return database.sql("select detail from issue where shop_id = :shop and kind = :kind")
                .param("shop", shop.id())
                .param("kind", kind)
                .query(String.class)
                .single();
    }

    private List<Received> messages() {
        return RECEIVERS.received("analytics", shop.id());
    }

    private List<String> told() {
        return messages().stream()
                .map(message -> message.event().at("/data/state").asText())
                .toList();
    }
}
