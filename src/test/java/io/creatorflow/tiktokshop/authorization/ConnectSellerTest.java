package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
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

    private final String unique = UUID.randomUUID().toString();

    @Test
    void aSellerWhoComesBackIsConnectedWithAllShops() throws Exception {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("<b>Mugs & more</b>"));
        HttpResponse<String> page = comeBack("code=code-" + unique + "&state=s");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Shop &lt;b&gt;Mugs &amp; more&lt;/b&gt; is connected.");
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
                    .doesNotContainKey("sign");
        });
        assertThat(TIKTOK_SHOP.requests("access-" + unique))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.query()).containsKey("sign").doesNotContainKey("shop_cipher"));
    }

    @Test
    void aDumpOfTheDatabaseHoldsNoToken() throws Exception {
        TIKTOK_SHOP.script("code-" + unique, tokens());
        TIKTOK_SHOP.script("access-" + unique, shops("Mugs"));
        comeBack("code=code-" + unique);
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
    void aSellerWhoDeclinesIsToldHowToGoOnAndNothingIsRepeated() throws Exception {
        HttpResponse<String> page = comeBack("code=null&error=auth_denied&state=%3Cscript%3E&X-Evil=1");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("Use the authorization link again").doesNotContain("script");
        assertThat(page.headers().map().keySet().stream().map(name -> name.toLowerCase(java.util.Locale.ROOT)))
                .doesNotContain("x-evil", "code", "error", "state")
                .contains("content-security-policy");
        assertThat(comeBack("").statusCode()).isEqualTo(400);
    }

    @Test
    void aCodeThatIsUsedUpIsToldWithTheMend() throws Exception {
        TIKTOK_SHOP.script("code-" + unique, error(200, 36004004, "invalid auth code"));
        HttpResponse<String> page = comeBack("code=code-" + unique);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("used already or is older than 30 minutes");
    }

    @Test
    void anExchangeWithoutAnAnswerIsNotRepeated() throws Exception {
        TIKTOK_SHOP.script("code-" + unique, TikTokShopStub.cut());
        assertThat(comeBack("code=code-" + unique).body()).contains("in a few minutes");
        assertThat(TIKTOK_SHOP.requests("code-" + unique)).hasSize(1);
    }

    private HttpResponse<String> comeBack(String query) throws Exception {
        URI callback = URI.create("http://127.0.0.1:" + port + "/authorization/callback?" + query);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(callback).build(), HttpResponse.BodyHandlers.ofString());
    }

    private TikTokShopStub.Answer tokens() {
        return ok("{\"access_token\":\"access-" + unique
                + "\",\"access_token_expire_in\":4841467787,\"refresh_token\":\"refresh-"
                + unique + "\",\"refresh_token_expire_in\":4841467787,\"open_id\":\"seller-" + unique
                + "\",\"seller_name\":\"S\",\"seller_base_region\":\"GB\",\"user_type\":0,"
                + "\"granted_scopes\":[\"seller.order.info\"]}");
    }

    private TikTokShopStub.Answer shops(String name) {
        return ok("{\"shops\":[{\"id\":\"shop-" + unique + "\",\"name\":\"" + name
                + "\",\"region\":\"GB\",\"seller_type\":\"LOCAL\",\"cipher\":\"cipher-" + unique
                + "\",\"code\":\"C\"}]}");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }
}
