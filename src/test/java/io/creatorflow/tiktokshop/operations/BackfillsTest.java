package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.StepCoverage;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backfills from the call of an operator to what is stored, in windows of three orders and pages of two. */
@IntegrationTest
class BackfillsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long FIRST = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private LiveWork liveWork;

    private final List<ObjectNode> orders = new ArrayList<>();
    private Operator operator;
    private TestShop shop;

    @BeforeEach
    void connect() {
        operator = new Operator(context);
        shop = TestShop.connect(context);
        shop.answers(search());
    }

    @AfterEach
    void forget() {
        database.sql("delete from backfill where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        database.sql("update shop set state = 'test over' where shop_id = :shop")
                .param("shop", shop.id())
                .update();
    }

    @Test
    void aRangeIsCutIntoWindowsAndStoredWholeInTheBulkLane() {
        put(10);

        long id = begin("orders");
        await().until(() -> state(id).equals("finished"));

        orders.forEach(
                order -> assertThat(shop.revision(order.path("id").asText())).isEqualTo(1));
        JsonNode told = operator.ask("/backfills/" + id);
        assertThat(told.path("done").asLong()).isEqualTo(10);
        assertThat(told.path("total").asLong()).isEqualTo(10);
        assertThat(told.path("windowsLeft").asInt()).isZero();
        assertThat(told.path("windowsDone").asInt()).isGreaterThan(3);
        assertThat(told.path("progress").asText()).isEqualTo("finished: 10 of 10 (100 %).");
        assertThat(told.path("operator").asText()).isEqualTo("tester");
        assertThat(operator.items("/backfills?limit=1")).hasSize(1);
        assertThat(shop.count("select count(*) from backfill_window w join backfill b on b.id = w.backfill"
                        + " where b.shop_id = :shop"))
                .isZero();
    }

    @Test
    void aRangeThatHoldsMoreThanAPullReadsAtOnceIsCutAndNotPutOff() {
        for (int second = 0; second < 12; second++) {
            orders.add(shop.put(TestShop.newOrderId(), "DELIVERED", FIRST + second));
        }
        Answer search = search();
        shop.answers((request, exchange) -> {
            JsonNode window = JSON.readTree(request.body());
            long seconds = window.path("update_time_lt").asLong()
                    - window.path("update_time_ge").asLong();
            (seconds > 1 ? TikTokShopStub.ok("{\"orders\":[],\"total_count\":100000}") : search).to(request, exchange);
        });

        long id = begin("orders", 12);
        await().until(() -> state(id).equals("finished"));

        JsonNode told = operator.ask("/backfills/" + id);
        assertThat(told.path("done").asLong()).isEqualTo(12);
        assertThat(told.path("windowsDone").asInt()).isEqualTo(12);
    }

    @Test
    void whileLiveWorkMovesItRestsAfterAPageAndComesToItsEndAllTheSame() {
        put(10);
        liveWork.seen();

        long id = begin("orders");
        await().until(() -> {
            liveWork.seen();
            return state(id).equals("finished");
        });

        assertThat(StepCoverage.entered()).contains("rest-beside-live-work");
        assertThat(operator.ask("/backfills/" + id).path("done").asLong()).isEqualTo(10);
    }

    @Test
    void readingTheSameRangeAgainTellsNothingAgain() {
        put(4);
        long first = begin("orders");
        await().until(() -> state(first).equals("finished"));
        int messages = messages();

        long second = begin("orders");
        await().until(() -> state(second).equals("finished"));

        assertThat(messages).isPositive();
        assertThat(messages()).isEqualTo(messages);
        assertThat(operator.ask("/backfills/" + second).path("done").asLong()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellations", "returns", "packages", "products"})
    void everyOtherStreamIsSearchedByItsOwnCall(String stream) {
        shop.answers(TikTokShopStub.ok("{\"total_count\":0}"));

        long id = begin(stream);
        await().until(() -> state(id).equals("finished"));

        assertThat(shop.searches()).hasSize(1);
        assertThat(shop.calls().get(0).path()).contains(stream.substring(0, 6)).endsWith("/search");
    }

    @Test
    void aPausedOneAsksForNothingUntilItIsResumed() {
        put(10);
        shop.answers(TikTokShopStub.error(400, 36009999, "no"));
        long id = begin("orders");
        await().until(() -> !operator.ask("/backfills/" + id).path("failure").isNull());
        operator.change("/backfills/" + id + "/pause", "");
        shop.answers(search());

        assertThat(state(id)).isEqualTo("paused");
        assertThat(operator.post("/backfills/" + id + "/pause", "").status()).isEqualTo(404);
        assertThat(shop.calls()).isEmpty();
        operator.change("/backfills/" + id + "/resume", "");

        await().until(() -> state(id).equals("finished"));
        JsonNode told = operator.ask("/backfills/" + id);
        assertThat(told.path("done").asLong()).isEqualTo(10);
        assertThat(told.path("failure").isNull()).isTrue();
    }

    @Test
    void aWindowThatIsUnderWayWhenItsBackfillIsCancelledChangesNothing() {
        put(10);
        long[] id = {0};
        Answer answer = search();
        shop.answers((request, exchange) -> {
            await().until(() -> id[0] > 0);
            operator.post("/backfills/" + id[0] + "/cancel", "");
            answer.to(request, exchange);
        });

        id[0] = begin("orders");

        await().until(() -> state(id[0]).equals("cancelled"));
        await().until(() -> orders.stream()
                .limit(2)
                .allMatch(order -> shop.revision(order.path("id").asText()) == 1));
        assertThat(shop.calls()).hasSize(1);
        assertThat(operator.ask("/backfills/" + id[0]).path("done").asLong()).isZero();
        assertThat(operator.post("/backfills/" + id[0] + "/resume", "").status())
                .isEqualTo(404);
        assertThat(operator.items("/log").get(0).path("action").asText()).isEqualTo("cancel-backfill");
    }

    @Test
    void aWindowOfADeadReplicaIsReadAgainAndItsLateSettlementCountsForNothing() {
        put(3);
        long id = begin("orders");
        await().until(() -> state(id).equals("finished"));
        long again = database.sql("""
                        with begun as (
                          insert into backfill (stream, shop_id, from_time, to_time, operator)
                          select stream, shop_id, from_time, to_time, 'tester' from backfill where id = :id
                          returning id, from_time, to_time),
                        held as (
                          insert into backfill_window (backfill, from_time, to_time, owner, epoch)
                          select id, from_time, to_time, gen_random_uuid(), 7 from begun returning owner),
                        dead as (insert into replica (id, expires_at) select owner, now() - interval '1 second' from held)
                        select id from begun
                        """).param("id", id).query(Long.class).single();

        await().until(() -> state(again).equals("finished"));

        assertThat(operator.ask("/backfills/" + again).path("done").asLong()).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsRefusedWithTheMend() {
        assertThat(refusal("{\"stream\":\"stock\",\"shop\":\"1\",\"from\":\"2026-01-01\"}"))
                .contains("cancellations, orders, packages, products, returns");
        assertThat(refusal("{\"stream\":\"orders\",\"shop\":\"1\"}")).isEqualTo("Give from.");
        assertThat(refusal("{\"stream\":\"orders\",\"shop\":\"1\",\"from\":\"2999-01-01\"}"))
                .contains("Give from, and to");
        assertThat(refusal("{\"stream\":\"orders\",\"shop\":\"1\",\"from\":\"2026-01-01\"}"))
                .contains("/shops");
    }

    private String refusal(String body) {
        Operator.Answer answer = operator.post("/backfills", body);
        assertThat(answer.status()).isIn(400, 404);
        return answer.body().path("mend").asText();
    }

    private void put(int count) {
        for (int i = 0; i < count; i++) {
            orders.add(shop.put(TestShop.newOrderId(), "DELIVERED", FIRST + i * 100L));
        }
    }

    private long begin(String stream) {
        return begin(stream, 2000);
    }

    private long begin(String stream, int seconds) {
        return operator.change(
                        "/backfills",
                        "{\"stream\":\"" + stream + "\",\"shop\":\"" + shop.id() + "\",\"from\":\""
                                + Instant.ofEpochSecond(FIRST) + "\",\"to\":\"" + Instant.ofEpochSecond(FIRST + seconds)
                                + "\"}")
                .path("id")
                .asLong();
    }

    private String state(long id) {
        return operator.ask("/backfills/" + id).path("state").asText();
    }

    private int messages() {
        return shop.count(
                "select count(*) from message m join entity e on e.key = m.entity_key where e.shop_id = :shop");
    }

    /** Get Order List as TikTok Shop answers it: by the window, sorted by update time, two a page, with the total. */
    private Answer search() {
        return (request, exchange) -> {
            JsonNode window = JSON.readTree(request.body());
            List<ObjectNode> found = orders.stream()
                    .filter(order -> order.path("update_time").asLong()
                            >= window.path("update_time_ge").asLong())
                    .filter(order -> order.path("update_time").asLong()
                            < window.path("update_time_lt").asLong())
                    .toList();
            int begin = Integer.parseInt(request.query().getOrDefault("page_token", "0"));
            int end = Math.min(begin + 2, found.size());
            ObjectNode data = JSON.createObjectNode().put("total_count", found.size());
            data.putArray("orders").addAll(found.subList(begin, end));
            data.put("next_page_token", end < found.size() ? Integer.toString(end) : "");
            TikTokShopStub.ok(data.toString()).to(request, exchange);
        };
    }
}
