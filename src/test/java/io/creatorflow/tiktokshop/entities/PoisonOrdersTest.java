package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders that fail every call of Get Order Detail that names them, beside errors that every call meets. */
@IntegrationTest
class PoisonOrdersTest {

    private static final long T = 1_760_000_000;
    private static final int OF_ANOTHER_SELLER = 21008111;
    private static final int NO_PERMISSION = 10006402;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Hints hints;

    @Autowired
    private WaitingHints waiting;

    @Autowired
    private CamelContext camel;

    private final List<String> good =
            Stream.generate(TestShop::newOrderId).limit(11).toList();
    private final String poison = TestShop.newOrderId();
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
        good.forEach(id -> shop.put(id, "UNPAID", T));
    }

    @Test
    void anOrderOfAnotherSellerIsParkedAloneAndItsNeighboursGoThroughAtOnce() {
        shop.answers(failingOn(poison, error(200, OF_ANOTHER_SELLER, "order or package of another seller")));

        askForAll();

        await().atMost(Duration.ofSeconds(15)).until(() -> shop.hints() == 0);
        assertThat(shop.parked()).containsExactly(poison);
        assertThat(merged()).isEqualTo(11);
        assertThat(reason()).contains("code 21008111 (the order or package belongs to another seller)");
        assertThat(shop.reads()).extracting(List::size).startsWith(12, 6);
    }

    @Test
    void anOrderThatTikTokShopFailsOnIsReadAloneAndItsNeighbourGoesThrough() {
        shop.answers(failingOn(poison, error(200, 36009003, "Internal error")));

        ask(List.of(good.get(0), poison));

        await().atMost(Duration.ofSeconds(20)).until(() -> merged() == 1 && looks() == 1);
        assertThat(shop.reads()).contains(List.of(good.get(0)), List.of(poison));
    }

    @Test
    void anOrderThatIsPerhapsToBlameIsParkedAfterFiveLooksWithOthersReadBetween() {
        shop.answers(failingOn(poison, error(200, NO_PERMISSION, "no permission")));

        askForAll();

        await().until(() -> merged() == 11);
        assertThat(shop.parked()).isEmpty();
        for (int look = 1; look <= 5; look++) {
            int looks = look;
            await().until(() -> looks() == looks);
            another();
            comesDue();
        }
        await().until(() -> shop.parked().equals(List.of(poison)));
        assertThat(reason())
                .contains("code 10006402 (the seller's authorization does not allow this call for what it names)");
        assertThat(shop.hints()).isZero();
    }

    @Test
    void whileNoOtherOrderIsReadAnErrorIsHeldAgainstNoneAndParksNothing() {
        shop.answers(error(200, NO_PERMISSION, "no permission"));
        ask(List.of(good.get(0), good.get(1)));
        await().until(() -> shop.count("select count(*) from hint where shop_id = :shop and looks = 1") == 2);

        for (int round = 1; round <= 5; round++) {
            int reads = shop.reads().size();
            comesDue();
            await().until(() -> shop.reads().size() > reads
                    && shop.count("select count(*) from hint where shop_id = :shop and owner is null"
                                    + " and due_at > clock_timestamp() + interval '1 s'")
                            == 2);
        }
        assertThat(shop.count("select max(looks) from hint where shop_id = :shop"))
                .isEqualTo(1);
        assertThat(shop.parked()).isEmpty();

        shop.answers(shop.fromBook());
        comesDue();
        await().until(() -> shop.hints() == 0);
        assertThat(merged()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"429, 36009002", "503, 36009003", "403, 105005", "401, 106001", "404, 36009009", "200, 12052700"})
    void whatHitsEveryCallLetsTheWholeBatchWait(int status, int code) {
        shop.answers(json(status, "{\"code\":" + code + ",\"message\":\"\",\"request_id\":\"R\"}", "Retry-After", "5"));

        askForAll();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> shop.count("select count(*) from hint where shop_id = :shop and owner is null"
                                + " and due_at > clock_timestamp() + interval '1 s'")
                        == 12);
        assertThat(shop.count("select max(failures + looks) from hint where shop_id = :shop"))
                .isZero();
        assertThat(shop.reads()).allMatch(ids -> ids.size() == 12);
        assertThat(shop.count(
                        "select count(*) from hint where shop_id = :shop and waiting_since < due_at - interval '1 s'"))
                .as("they wait since they were asked for")
                .isEqualTo(12);
        shop.answers(shop.fromBook());
        comesDue();
        await().until(() -> merged() == 11);
    }

    @Test
    void anOverloadedTikTokShopIsLeftAloneAsLongAsItSays() {
        shop.answers(json(503, "", "Retry-After", "3"), shop.fromBook());
        ask(good);
        await().until(() -> merged() == 11);
        assertThat(shop.reads()).hasSize(2);
        assertThat(shop.calls().get(1).at() - shop.calls().get(0).at())
                .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void aHintWhoseRouteEndsWithoutAnOutcomeIsLookedAtAgain() throws Exception {
        camel.getRouteController().stopRoute("read-orders");
        try {
            ask(List.of(good.get(0)));
            Exchange cutShort = new DefaultExchange(camel);
            await().until(() -> isClaimed(cutShort));
            cutShort.getExchangeExtension().handoverCompletions().forEach(end -> end.onComplete(cutShort));
            assertThat(shop.count("select count(*) from hint where shop_id = :shop and owner is null"))
                    .isEqualTo(1);
        } finally {
            camel.getRouteController().startRoute("read-orders");
        }
        comesDue();
        await().until(() -> merged() == 1);
        assertThat(shop.parked()).isEmpty();
    }

    private boolean isClaimed(Exchange by) {
        waiting.lookEverywhere();
        HintBatch batch = waiting.next("order", by);
        return batch != null && batch.shopId().equals(shop.id());
    }

    private void askForAll() {
        List<String> all = new ArrayList<>(good);
        all.add(7, poison);
        ask(all);
    }

    private void ask(List<String> ids) {
        hints.ask(
                "order", ids.stream().map(id -> Wanted.now(shop.id(), id, null)).toList(), false);
    }

    /** Another order of the shop is asked for and read. */
    private void another() {
        int before = merged();
        String id = TestShop.newOrderId();
        shop.put(id, "UNPAID", T);
        ask(List.of(id));
        await().until(() -> merged() == before + 1);
    }

    private Answer failingOn(String id, Answer failure) {
        Answer book = shop.fromBook();
        return (request, exchange) -> {
            boolean poisoned =
                    List.of(request.query().getOrDefault("ids", "").split(",")).contains(id);
            (poisoned ? failure : book).to(request, exchange);
        };
    }

    private int merged() {
        return shop.count("select count(*) from entity where kind = 'order' and shop_id = :shop");
    }

    private int looks() {
        return shop.count("select coalesce(max(looks), 0) from hint where shop_id = :shop and owner is null");
    }

    private String reason() {
        return database.sql("select reason from hint_parked where shop_id = :shop")
                .param("shop", shop.id())
                .query(String.class)
                .single();
    }

    private void comesDue() {
        database.sql("with held as (delete from hint_held where shop_id = :shop)"
                        + " update hint set due_at = clock_timestamp() where shop_id = :shop and owner is null")
                .param("shop", shop.id())
                .update();
    }
}
