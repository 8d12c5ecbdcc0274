package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.SellerBrowser;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ConnectSellerTest {

    private static final TikTokShopStub TIKTOK_SHOP = TestEnvironment.TIKTOK_SHOP;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ShopStates states;

    private final String unique = UUID.randomUUID().toString();
    private SellerBrowser browser;

    @BeforeEach
    void open() {
        browser = new SellerBrowser(URI.create("http://127.0.0.1:" + port));
    }

    @Test
    void aSellerWhoComesBackIsConnectedWithAllShops() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("<b>Mugs & more</b>"), ok("{}"));
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("The shop is connected", "&lt;b&gt;Mugs &amp; more&lt;/b&gt;", "shop-" + unique)
                .contains("<li>ORDER_STATUS_CHANGE</li>")
                .doesNotContain("access-" + unique, "refresh-" + unique, "code-" + unique, "cipher-" + unique);
        assertThat(database.sql("select cipher, seller_open_id from shop where shop_id = :id")
                        .param("id", "shop-" + unique)
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("cipher", "cipher-" + unique, "seller_open_id", "seller-" + unique));
        assertThat(TIKTOK_SHOP.requests("code-" + unique)).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/api/v2/token/get");
            assertThat(request.query())
                    .containsEntry("grant_type", "authorized_code")
                    .containsEntry("app_secret", TestEnvironment.APP_SECRET)
                    .doesNotContainKeys("sign", "state");
        });
        assertThat(TIKTOK_SHOP.requests("access-" + unique))
                .first()
                .satisfies(request ->
                        assertThat(request.query()).containsKey("sign").doesNotContainKey("shop_cipher"));
    }

    @Test
    void severalShopsOfASellerAreConnectedAtOnce() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script(
                "access-" + unique,
                ok("{\"shops\":[" + shop("one-" + unique, "Mugs", "GB") + "," + shop("two-" + unique, "Bowls", "DE")
                        + "]}"),
                ok("{}"));
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.body()).contains("2 shops are connected", "Mugs", "Bowls", "DE · shop two-" + unique);
        assertThat(database.sql("select count(*) from shop where seller_open_id = :seller")
                        .param("seller", "seller-" + unique)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aSellerWithoutAShopIsToldSo() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, ok("{\"shops\":[]}"));
        assertThat(browser.connect("code-" + unique).body()).contains("No shop is connected");
    }

    @Test
    void webhooksThatCannotBeRegisteredDoNotLoseTheAuthorization() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"), error(400, 36009004, "Invalid parameter."));
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "The shop is connected",
                        "Not all of its webhooks could be registered, as TikTok Shop answered code 36009004");
    }

    @Test
    void aSellerWhoLeavesBeforeTheShopsAreListedBeginsAgain() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"), ok("{}"));
        browser.connect("code-" + unique);
        TIKTOK_SHOP.script("access-" + unique, (request, exchange) -> {
            states.left(List.of(new ShopStates.Told("shop-" + unique, Instant.now(), null)));
            shops("Mugs").to(request, exchange);
        });
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("This authorization is over", "Begin again");
        assertThat(database.sql("select seller.state as seller, shop.state as shop"
                                + " from seller join shop on open_id = seller_open_id where open_id = :id")
                        .param("id", "seller-" + unique)
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("seller", "left", "shop", "left"));
    }

    @Test
    void webhooksThatCannotBeRegisteredWhenASellerComesBackAreTriedAgainSoon() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"), ok("{}"));
        browser.connect("code-" + unique);
        database.sql("update shop set webhooks_due_at = now() + interval '20 hours' where shop_id = :shop")
                .param("shop", "shop-" + unique)
                .update();
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"), json(503, "<html>"));
        assertThat(browser.connect("code-" + unique).body()).contains("This is tried again by itself");
        assertThat(database.sql(
                                "select webhooks_due_at < now() + interval '10 minutes' from shop where shop_id = :shop")
                        .param("shop", "shop-" + unique)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aDumpOfTheDatabaseHoldsNoToken() {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"), ok("{}"));
        browser.connect("code-" + unique);
        byte[] row = database.sql("select seller::text from seller where open_id = :id")
                .param("id", "seller-" + unique)
                .query(String.class)
                .single()
                .getBytes(ISO_8859_1);
        String dump = new String(row, ISO_8859_1);
        assertThat(dump)
                .contains("seller-" + unique)
                .doesNotContain("access-" + unique)
                .doesNotContain("refresh-" + unique)
                .doesNotContain(hex("access-" + unique))
                .doesNotContain(hex("refresh-" + unique));
    }

    @Test
    void aCodeThatIsUsedUpIsToldWithTheMend() {
        TIKTOK_SHOP.script("code-" + unique, error(200, 36004004, "invalid auth code"));
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("used already or is older than 30 minutes", "Begin again");
    }

    @Test
    void anExchangeWithoutAnAnswerIsNotRepeated() {
        TIKTOK_SHOP.script("code-" + unique, TikTokShopStub.cut());
        HttpResponse<String> page = browser.connect("code-" + unique);
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).contains("in a few minutes");
        assertThat(TIKTOK_SHOP.requests("code-" + unique)).hasSize(1);
    }

    private TikTokShopStub.Answer tokens() {
        return ok("{\"access_token\":\"access-" + unique
                + "\",\"access_token_expire_in\":4841467787,\"refresh_token\":\"refresh-"
                + unique + "\",\"refresh_token_expire_in\":4841467787,\"open_id\":\"seller-" + unique
                + "\",\"seller_name\":\"S\",\"seller_base_region\":\"GB\",\"user_type\":0,"
                + "\"granted_scopes\":[\"seller.order.info\"]}");
    }

    private TikTokShopStub.Answer shops(String name) {
        return ok("{\"shops\":[" + shop("shop-" + unique, name, "GB") + "]}");
    }

    private String shop(String id, String name, String region) {
        return "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"region\":\"" + region
                + "\",\"seller_type\":\"LOCAL\",\"cipher\":\"cipher-" + unique + "\",\"code\":\"C\"}";
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }
}
