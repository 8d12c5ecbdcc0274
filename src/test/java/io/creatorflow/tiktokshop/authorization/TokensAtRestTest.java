package io.creatorflow.tiktokshop.authorization;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.ok;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ShopCalls;
import io.creatorflow.tiktokshop.support.TestEnvironment;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever has a dump of the database has no token. */
@IntegrationTest
class TokensAtRestTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ProducerTemplate camel;

    @Autowired
    private JdbcClient database;

    @Test
    void noTableHoldsATokenBeforeOrAfterARefreshAndNorWhatTikTokSaysAboutIt() {
        ConnectedShop shop = ConnectedShop.make(context);
        String access = "next-" + shop.accessToken();
        String refresh = "next-" + shop.refreshToken();
        shop.answers(
                error(401, 105002, "Expired credentials: " + shop.accessToken()),
                error(403, 105005, "Access denied to " + access));
        TestEnvironment.TIKTOK_SHOP.script(
                shop.refreshToken(),
                ok("{\"access_token\":\"" + access + "\",\"access_token_expire_in\":4841467787,\"refresh_token\":\""
                        + refresh + "\",\"refresh_token_expire_in\":4841467787,\"open_id\":\"" + shop.seller()
                        + "\"}"));

        ShopCalls.call(camel, "get-order-detail", ApiRequest.forShop(shop.id(), Map.of("ids", "1")));

        List<String> tokens = Stream.of(shop.accessToken(), shop.refreshToken(), access, refresh)
                .flatMap(token -> Stream.of(token, HexFormat.of().formatHex(token.getBytes(UTF_8))))
                .toList();
        assertThat(shop.requests()).hasSize(2);
        assertThat(tables())
                .hasSizeGreaterThan(20)
                .allSatisfy(table -> assertThat(rows(table, tokens)).as(table).isZero());
        assertThat(rows("seller", List.of(shop.seller())))
                .as("what is there is found")
                .isEqualTo(1);
    }

    private List<String> tables() {
        return database.sql("select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind in ('r', 'p') and not relispartition")
                .query(String.class)
                .list();
    }

    private int rows(String table, List<String> texts) {
        return database.sql("select count(*) from " + table + " t where exists (select from unnest(:texts::text[]) text"
                        + " where strpos(t::text, text) > 0)")
                .param("texts", texts.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }
}
