package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is found by a number, where the number does not tell the shop: a key for one shop is told nothing of another. */
@IntegrationTest
class KeysOfSomeShopsTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private JdbcClient database;

    private String ours;
    private String theirs;
    private Operator operator;
    private String key;

    @BeforeEach
    void aKeyForOurShop() {
        ours = TestShop.connect(context).id();
        theirs = TestShop.connect(context).id();
        operator = new Operator(context);
        String name = "some-" + UUID.randomUUID().toString().substring(0, 13);
        key = keys.create(new KeyWanted(name, List.of("admin"), List.of(ours), null), "a test")
                .reveal();
        context.getBean(KnownKeys.class).changed();
    }

    @Test
    void anIssueOfAnotherShopIsNeitherShownNorChanged() {
        long our = issue(ours);
        long their = issue(theirs);

        assertThat(get("/issues/" + our).status()).isEqualTo(200);
        assertThat(get("/issues/" + their).status()).isEqualTo(404);
        assertThat(post("/issues/" + their + "/acknowledge").status()).isEqualTo(404);
        assertThat(post("/issues/" + their + "/resolve").status()).isEqualTo(404);
        assertThat(get("/issues").items())
                .extracting(issue -> issue.path("issueId").asText())
                .containsExactly(Long.toString(our));
        assertThat(operator.ask("/issues/" + their).path("state").asText()).isEqualTo("open");
        assertThat(post("/issues/" + our + "/resolve").status()).isEqualTo(200);
    }

    @Test
    void anErasureOfAnotherShopIsNotShown() {
        String order = "/" + TestShop.newOrderId() + "/erase";
        String their =
                operator.change("/orders/" + theirs + order, "").path("id").asText();
        JsonNode our = operator.call("POST", "/orders/" + ours + order, "", key).body();

        assertThat(get("/erasures/" + our.path("id").asText()).status()).isEqualTo(200);
        assertThat(get("/erasures/" + their).status()).isEqualTo(404);
    }

    @Test
    void aShopThatIsNotOursIsNotListed() {
        assertThat(operator.ask("/shops?shop=" + theirs).path("items")).hasSize(1);

        assertThat(get("/shops").items())
                .extracting(shop -> shop.path("shop").asText())
                .containsExactly(ours);
    }

    private Operator.Answer get(String path) {
        return operator.call("GET", path + "?shop=" + ours, "", key);
    }

    private Operator.Answer post(String path) {
        return operator.call("POST", path + "?shop=" + ours, "", key);
    }

    private long issue(String shop) {
        return database.sql("""
                insert into issue (kind, shop_id, subject, code, state, times, detail, fact_at, gone, told)
                values ('audit-failed', :shop, '1', 0, 'open', 1, '', clock_timestamp(), false, true) returning id
                """).param("shop", shop).query(Long.class).single();
    }
}
