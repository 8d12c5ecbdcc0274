package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TikTokShopStub.error;
import static io.creatorflow.tiktokshop.support.TikTokShopStub.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ReadOrdersTest {

    private static final long T = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Hints hints;

    @Autowired
    private MeterRegistry meters;

    private final String order = TestShop.newOrderId();
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
    }

    @Test
    void tenEventsAboutAnOrderThatComeDuringACallAreOneReadAfterIt() {
        String other = TestShop.newOrderId();
        CountDownLatch gate = inFlight(other);

        shop.put(order, "AWAITING_SHIPMENT", T + 10);
        for (int i = 1; i <= 10; i++) {
            shop.tell(order, "AWAITING_SHIPMENT", T + i);
        }
        await().until(() -> shop.hints() == 2);
        gate.countDown();

        await().until(() -> shop.hints() == 0);
        assertThat(shop.reads()).containsExactly(List.of(other), List.of(order));
    }

    @Test
    void hintsOfAShopGatherWhileACallIsInFlightAndAreReadFiftyACall() {
        CountDownLatch gate = inFlight(order);
        List<String> ids = Stream.generate(TestShop::newOrderId).limit(120).toList();
        ids.forEach(id -> shop.put(id, "UNPAID", T).retain("id", "status", "update_time"));

        hints.ask(
                "order", ids.stream().map(id -> Wanted.now(shop.id(), id, null)).toList(), false);
        gate.countDown();

        await().until(() -> shop.hints() == 0);
        assertThat(shop.reads()).extracting(List::size).containsExactly(1, 50, 50, 20);
        assertThat(shop.reads().stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(shop.count("select count(*) from entity where kind = 'order' and shop_id = :shop"))
                .isEqualTo(121);
    }

    @Test
    void anOrderThatIsAskedForAgainWhileItIsReadIsReadAgain() {
        CountDownLatch gate = inFlight(order);

        shop.move(order, "AWAITING_SHIPMENT", T + 5);
        await().until(() -> shop.count("select version from hint where shop_id = :shop") > 1);
        gate.countDown();

        await().until(() -> shop.hints() == 0);
        assertThat(shop.status(order)).isEqualTo("awaiting_shipment");
        assertThat(shop.revision(order)).isEqualTo(2);
        assertThat(shop.reads()).hasSize(2);
    }

    @Test
    void anAnswerOlderThanTheEventIsMergedAndLookedAtAgainAfterASecond() {
        shop.put(order, "UNPAID", T);
        shop.tell(order, "ON_HOLD", T + 1);
        await().until(() -> shop.status(order).equals("unpaid"));
        Instant began = Instant.now();
        shop.put(order, "ON_HOLD", T + 1);

        await().until(() -> shop.status(order).equals("on_hold"));
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(300));
        assertThat(shop.hints()).isZero();
        assertThat(shop.reads()).hasSize(2);
    }

    @Test
    void anOrderThatIsMissingIsLookedAtFiveTimesThenParkedAndMendedByTheNextEvent() {
        shop.tell(order, "UNPAID", T);
        for (int look = 1; look <= 5; look++) {
            int looks = look;
            await().until(() ->
                    shop.count("select coalesce(max(looks), 0) from hint where shop_id = :shop and owner is null")
                            == looks);
            comesDue();
        }
        await().until(() -> shop.parked().equals(List.of(order)));
        assertThat(shop.hints()).isZero();
        assertThat(shop.reads()).hasSize(6);

        shop.move(order, "UNPAID", T + 1);

        await().until(() -> shop.revision(order) == 1);
        assertThat(shop.parked()).isEmpty();
    }

    @Test
    void aStatusThatGoesBackIsReadOnceMoreThenBelievedAndCounted() {
        double counted = meters.counter("entities.went.back", "kind", "order").count();
        shop.move(order, "IN_TRANSIT", T);
        await().until(() -> shop.revision(order) == 1);

        shop.move(order, "AWAITING_SHIPMENT", T + 1);

        await().until(() -> shop.revision(order) == 2);
        assertThat(shop.status(order)).isEqualTo("awaiting_shipment");
        assertThat(shop.reads()).hasSize(3);
        assertThat(meters.counter("entities.went.back", "kind", "order").count())
                .isEqualTo(counted + 1);
    }

    @Test
    void aLateAnswerThatOnlySeemedToGoBackChangesNothing() {
        shop.move(order, "IN_TRANSIT", T);
        await().until(() -> shop.revision(order) == 1);
        shop.put(order, "AWAITING_SHIPMENT", T + 1);
        CountDownLatch open = new CountDownLatch(0);
        shop.answers(shop.heldBack(open), shop.fromBook());
        shop.put(order, "DELIVERED", T + 2);

        shop.tell(order, "DELIVERED", T + 2);

        await().until(() -> shop.revision(order) == 2);
        assertThat(shop.status(order)).isEqualTo("delivered");
    }

    @Test
    void hintsOfAShopThatIsNotConnectedWaitUntilItIs() {
        shop.put(order, "UNPAID", T);
        database.sql("update shop set state = 'authorize-again' where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        shop.tell(order, "UNPAID", T);
        await().until(() -> shop.hints() == 1);
        await().during(Duration.ofMillis(300)).until(() -> shop.calls().isEmpty());

        database.sql("update shop set state = 'connected' where shop_id = :shop")
                .param("shop", shop.id())
                .update();

        await().until(() -> shop.revision(order) == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void hintsWaitAsLongAsTikTokShopAsksAndBurnNothing(int status) {
        shop.put(order, "UNPAID", T);
        shop.answers(status == 429 ? error(429, 36009002, "wait", "Retry-After", "40") : json(503, "<html>"));
        shop.tell(order, "UNPAID", T);

        double due = await().until(
                        () -> database.sql("""
                                select extract(epoch from due_at - clock_timestamp()) from hint
                                where shop_id = :shop and owner is null and failures = 0 and epoch > 0
                                """)
                                .param("shop", shop.id())
                                .query(Double.class)
                                .optional()
                                .orElse(0.0),
                        seconds -> seconds > 0);
        assertThat(due).isCloseTo(status == 429 ? 40 : 5, within(3.0));

        shop.answers(shop.fromBook());
        database.sql("delete from pace_lowered where shop_id = :shop")
                .param("shop", shop.id())
                .update();
        comesDue();
        await().until(() -> shop.revision(order) == 1);
        assertThat(shop.parked()).isEmpty();
    }

    @Test
    void anOrderThatCannotBeMappedIsParkedAloneAndItsNeighboursGoOn() {
        CountDownLatch gate = inFlight(order);
        List<String> ids =
                new ArrayList<>(Stream.generate(TestShop::newOrderId).limit(12).toList());
        ids.forEach(id -> shop.put(id, "UNPAID", T));
        String poison = ids.get(7);
        shop.put(poison, "UNPAID", T).put("update_time", "yesterday");

        hints.ask(
                "order", ids.stream().map(id -> Wanted.now(shop.id(), id, null)).toList(), false);
        gate.countDown();

        await().until(() -> shop.hints() == 0);
        assertThat(shop.parked()).containsExactly(poison);
        assertThat(shop.count("select count(*) from entity where kind = 'order' and shop_id = :shop"))
                .isEqualTo(12);
        assertThat(database.sql("select reason from hint_parked where shop_id = :shop")
                        .param("shop", shop.id())
                        .query(String.class)
                        .single())
                .contains("xxxxxxxxx")
                .doesNotContain("yesterday");
    }

    @Test
    void aRevisionThatCannotBeStoredIsParkedAloneAndNothingOfItRemains() {
        CountDownLatch gate = inFlight(order);
        List<String> ids = Stream.generate(TestShop::newOrderId).limit(6).toList();
        ids.forEach(id -> shop.put(id, "AWAITING_SHIPMENT", T));
        String poison = ids.get(3);
        database.sql("alter table message add constraint poisoned check (id not like '%" + poison + "%')")
                .update();
        try {
            hints.ask(
                    "order",
                    ids.stream().map(id -> Wanted.now(shop.id(), id, null)).toList(),
                    false);
            gate.countDown();

            await().until(() -> shop.hints() == 0);
        } finally {
            database.sql("alter table message drop constraint poisoned").update();
        }
        assertThat(shop.parked()).containsExactly(poison);
        assertThat(shop.revision(poison)).isZero();
        assertThat(shop.count("select count(*) from entity where kind = 'order' and shop_id = :shop"))
                .isEqualTo(6);
    }

    @Test
    void theSameAnswerAgainMakesNoRevision() {
        shop.move(order, "UNPAID", T);
        await().until(() -> shop.revision(order) == 1);

        hints.ask("order", List.of(Wanted.now(shop.id(), order, null)), false);

        await().until(() -> shop.reads().size() == 2 && shop.hints() == 0);
        assertThat(shop.revision(order)).isEqualTo(1);
    }

    private CountDownLatch inFlight(String first) {
        CountDownLatch gate = new CountDownLatch(1);
        shop.put(first, "UNPAID", T);
        shop.answers(shop.heldBack(gate), shop.fromBook());
        shop.tell(first, "UNPAID", T);
        await().until(() -> shop.reads().size() == 1);
        return gate;
    }

    private void comesDue() {
        database.sql("with held as (delete from hint_held where shop_id = :shop)"
                        + " update hint set due_at = clock_timestamp() where shop_id = :shop")
                .param("shop", shop.id())
                .update();
    }
}
