package io.creatorflow.tiktokshop.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Backfills of certain ids: each is read by its id and has a result. */
@IntegrationTest
class BackfillItemsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long TIME = 1_760_000_000;

    /** The last look at what TikTok Shop does not return would be ten minutes later. */
    private static final String LAST_LOOK = """
            update hint set looks = 5, due_at = clock_timestamp() where shop_id = :shop and kind = 'order' and owner is null and looks in (1, 2)
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    private Operator operator;
    private TestShop shop;

    @BeforeEach
    void connect() {
        operator = new Operator(context);
        shop = TestShop.connect(context);
    }

    @AfterEach
    void forget() {
        database.sql("delete from backfill where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        database.sql("delete from hint where shop_id = :shop and owner is null")
                .param("shop", shop.id())
                .update();
    }

    @Test
    void aThousandIdsAreReadFiftyACallAndEachHasAResult() {
        List<String> known = put(990);
        List<String> unknown = Stream.generate(TestShop::newOrderId).limit(10).toList();

        long id = begin(Stream.concat(known.stream(), unknown.stream()).toList());
        await().atMost(SOON).until(() -> {
            database.sql(LAST_LOOK).param("shop", shop.id()).update();
            return state(id).equals("finished");
        });

        Map<String, String> results = results(id);
        assertThat(results).hasSize(1_000);
        known.forEach(order -> assertThat(results).containsEntry(order, "read"));
        unknown.forEach(order -> assertThat(results).containsEntry(order, "not-found"));
        JsonNode told = operator.ask("/backfills/" + id);
        assertThat(told.path("progress").asText()).isEqualTo("finished: 1,000 of 1,000 (100 %).");
        assertThat(told.path("byId").asBoolean()).isTrue();
        assertThat(shop.searches()).isEmpty();
        assertThat(shop.reads()).allMatch(ids -> ids.size() <= 50).anyMatch(ids -> ids.size() == 50);
        JsonNode missing =
                operator.items("/backfills/" + id + "/items?result=not-found").get(0);
        assertThat(missing.path("why").asText()).contains("does not return this order");
    }

    @Test
    void whatOurCopyHadAlreadyIsUnchangedAndToldToNobodyAgain() {
        List<String> orders = put(3);
        long first = begin(orders);
        await().until(() -> state(first).equals("finished"));
        shop.put(orders.get(0), "COMPLETED", TIME + 100);

        long second = begin(orders);
        await().until(() -> state(second).equals("finished"));

        assertThat(results(second))
                .containsEntry(orders.get(0), "read")
                .containsEntry(orders.get(1), "unchanged")
                .containsEntry(orders.get(2), "unchanged");
        assertThat(shop.revision(orders.get(0))).isEqualTo(2);
        assertThat(shop.revision(orders.get(1))).isEqualTo(1);
    }

    @Test
    void whatTikTokShopRefusesIsToldWithItsReasonAndTheOthersAreRead() {
        List<String> orders = put(4);
        Answer book = shop.fromBook();
        shop.answers(
                (request, exchange) -> (request.query().getOrDefault("ids", "").contains(orders.get(2))
                                ? TikTokShopStub.error(400, 21001001, "no order of this seller")
                                : book)
                        .to(request, exchange));

        long id = begin(orders);
        await().atMost(SOON).until(() -> state(id).equals("finished"));

        List<JsonNode> refused = operator.items("/backfills/" + id + "/items?result=refused");
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).path("entity").asText()).isEqualTo(orders.get(2));
        assertThat(refused.get(0).path("refusedCode").asInt()).isEqualTo(21001001);
        assertThat(refused.get(0).path("why").asText()).contains("21001001");
        assertThat(operator.items("/backfills/" + id + "/items?result=read")).hasSize(3);
    }

    @Test
    void whatCannotBeMergedIsParked() {
        List<String> orders = put(2);
        shop.put(orders.get(1), "DELIVERED", TIME).put("update_time", "yesterday");

        long id = begin(orders);
        await().atMost(SOON).until(() -> state(id).equals("finished"));

        assertThat(results(id)).containsEntry(orders.get(0), "read").containsEntry(orders.get(1), "parked");
    }

    @Test
    void onlySoManyWaitAtATimeAndAPausedOneAsksForNoMore() {
        List<String> orders = put(500);
        shop.answers(TikTokShopStub.error(429, 36009002, "slow down", "Retry-After", "1"));
        long id = begin(orders);
        await().until(() -> shop.hints() == 400);

        operator.change("/backfills/" + id + "/pause", "");
        shop.answers(shop.fromBook());
        await().atMost(SOON)
                .until(() -> operator.ask("/backfills/" + id).path("done").asInt() == 400);

        assertThat(operator.items("/backfills/" + id + "/items?result=listed&limit=500"))
                .hasSize(100);
        assertThat(operator.ask("/backfills/" + id).path("progress").asText()).startsWith("paused: 400 of 500 (80 %)");
        operator.change("/backfills/" + id + "/resume", "");
        await().atMost(SOON).until(() -> state(id).equals("finished"));
        assertThat(results(id).values()).hasSize(500).containsOnly("read");
    }

    @Test
    void aCancelledOneSaysWhatItHasNoResultOf() {
        List<String> orders = put(2);
        shop.answers(TikTokShopStub.error(429, 36009002, "slow down", "Retry-After", "3"));
        long id = begin(orders);
        await().until(() -> operator.items("/backfills/" + id + "/items?result=waiting").stream()
                .anyMatch(item -> item.path("refusedCode").asInt() > 0));

        operator.change("/backfills/" + id + "/cancel", "");

        assertThat(results(id).values()).containsOnly("cancelled");
        assertThat(operator.ask("/backfills/" + id).path("progress").asText()).isEqualTo("cancelled: 0 of 2 (0 %).");
    }

    @Test
    void aRangeIsListedAndThenReadByIdWhenThatIsWanted() {
        List<String> orders = put(3);
        Answer book = shop.fromBook();
        shop.answers((request, exchange) -> (request.path().endsWith("/search")
                        ? TikTokShopStub.ok("{\"total_count\":3,\"orders\":["
                                + orders.stream()
                                        .map(order -> "{\"id\":\"" + order + "\",\"update_time\":" + TIME + "}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                        : book)
                .to(request, exchange));

        long id = operator.change(
                        "/backfills",
                        "{\"stream\":\"orders\",\"shop\":\"" + shop.id()
                                + "\",\"from\":\"2025-01-01\",\"to\":\"2026-01-01\",\"byId\":true}")
                .path("id")
                .asLong();
        await().atMost(SOON).until(() -> state(id).equals("finished"));

        assertThat(results(id).keySet()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(results(id).values()).containsOnly("read");
        assertThat(shop.reads()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]~ids is no list of texts.",
                "\"1\"~ids is no list of texts.",
                "[1]~Member 1 of ids is no id.",
                "[\"1\",\"x\"]~Member 2 of ids is no id.",
                "[\"1\",null]~Member 2 of ids is no id.",
                "[\"1\"],\"from\":\"2026-01-01\"~Both ids and a range are given."
            })
    void whatIsNoListOfIdsIsRefused(String ids) {
        String[] parts = ids.split("~");
        Operator.Answer answer = operator.post("/backfills", body(parts[0]));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText()).isEqualTo(parts[1]);
    }

    @Test
    void aHundredThousandAreTakenAtOnceAndOneMoreIsRefused() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            ids.add(Long.toString(9_000_000_000_000_000_000L + i));
        }
        shop.answers(TikTokShopStub.error(429, 36009002, "slow down", "Retry-After", "3"));

        long id = begin(ids);

        assertThat(operator.ask("/backfills/" + id).path("total").asInt()).isEqualTo(100_000);
        operator.change("/backfills/" + id + "/cancel", "");
        ids.add("1");
        Operator.Answer answer = operator.post("/backfills", body(list(ids)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("mend").asText()).isEqualTo("Send at most 100000 at once, the rest later.");
        assertThat(operator.post("/backfills", " ".repeat(4_000_000)).status()).isEqualTo(413);
    }

    @Test
    void aListOfAShopThatIsNotConnectedIsRefused() {
        Operator.Answer answer = operator.post("/backfills", "{\"stream\":\"orders\",\"shop\":\"1\",\"ids\":[\"1\"]}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("mend").asText()).contains("/shops");
    }

    private List<String> put(int count) {
        List<String> orders = Stream.generate(TestShop::newOrderId).limit(count).toList();
        orders.forEach(order -> shop.put(order, "DELIVERED", TIME));
        return orders;
    }

    private long begin(List<String> ids) {
        return operator.change("/backfills", body(list(ids))).path("id").asLong();
    }

    private String body(String ids) {
        return "{\"stream\":\"orders\",\"shop\":\"" + shop.id() + "\",\"ids\":" + ids + "}";
    }

    private static String list(List<String> ids) {
        return new ObjectMapper().valueToTree(ids).toString();
    }

    private String state(long id) {
        return operator.ask("/backfills/" + id).path("state").asText();
    }

    /** The result of each, page by page. */
    private Map<String, String> results(long id) {
        List<JsonNode> items = new ArrayList<>();
        JsonNode page;
        String after = "";
        do {
            page = operator.ask("/backfills/" + id + "/items?limit=300" + after);
            page.path("items").forEach(items::add);
            after = "&after=" + page.path("next").asText();
        } while (!page.path("next").isNull());
        return items.stream()
                .collect(Collectors.toMap(
                        item -> item.path("entity").asText(),
                        item -> item.path("result").asText()));
    }
}
