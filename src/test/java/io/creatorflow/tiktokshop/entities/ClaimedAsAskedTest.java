package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Live hints are claimed by the statement that stores them. Each test has bells and hands of its own, which no timer rings. */
@IntegrationTest
class ClaimedAsAskedTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Leases leases;

    @Autowired
    private TransactionTemplate transaction;

    private Kind order;
    private HintsInHand inHand;
    private Hints hints;
    private String shop;

    @BeforeEach
    void aReaderAsksInVain() {
        order = kinds.named("order");
        nobodyHasAsked();
        shop = TestShop.connect(context).id();
        assertThat(next()).isNull();
    }

    private void nobodyHasAsked() {
        inHand = new HintsInHand(
                kinds, leases, new LiveWork(), context.getBean(Environment.class), Duration.ofMillis(100));
        hints = new Hints(database, inHand);
        inHand.answer(order);
    }

    @Test
    void whatIsAskedForIsInAReadersHandOnceItIsCommitted() {
        transaction.executeWithoutResult(status -> {
            ask("1", "2");
            assertThat(next()).as("before the commit").isNull();
        });

        HintBatch batch = next();
        assertThat(batch).isNotNull();
        assertThat(batch.ids()).containsExactlyInAnyOrder("1", "2");
        assertThat(batch.hints()).extracting(Hint::epoch).containsOnly(1L);
        assertThat(owner("1")).isEqualTo(batch.lease().id());
        assertThat(isRung()).isFalse();
        assertThat(next()).isNull();
    }

    @Test
    void aHintThatWasToComeDueLaterIsClaimedWhenItIsAskedForNow() {
        asked(new Wanted(shop, "1", null, inAnHour()));
        assertThat(next()).as("due later").isNull();
        assertThat(isRung()).isFalse();

        asked(now("1"));
        assertThat(next()).isNotNull();
    }

    @Test
    void ofAShopThatIsReadFurtherHintsWaitUntilItIsFree() {
        asked(now("1"));
        HintBatch first = next();

        asked(now("1"), now("2"));
        assertThat(next()).isNull();
        assertThat(isRung()).as("nobody could read them").isFalse();

        inHand.letGo(first, false);
        assertThat(isRung()).isTrue();
    }

    @Test
    void ofAShopThatWasLetGoMeanwhileTheyAreLookedFor() {
        asked(now("1"));
        HintBatch first = next();
        transaction.executeWithoutResult(status -> {
            ask("2");
            inHand.letGo(first, false);
        });
        assertThat(isRung()).isTrue();
    }

    @Test
    void whatWaitsAlreadyGoesFirst() {
        inHand.look(order);
        asked(now("1"));
        assertThat(next()).isNull();
        assertThat(isRung()).isTrue();
    }

    @Test
    void bulkHintsWaitForAClaim() {
        transaction.executeWithoutResult(status -> hints.ask("order", List.of(now("1")), true));
        assertThat(next()).isNull();
        assertThat(isRung()).isTrue();
    }

    @Test
    void whatCouldNotBeMergedWaitsForAClaim() {
        asked(new Wanted(shop, "1", null, inAnHour()));
        database.sql("update hint set failures = 2 where shop_id = :shop")
                .param("shop", shop)
                .update();
        asked(now("1"));
        assertThat(next()).isNull();
        assertThat(isRung()).isTrue();
    }

    @Test
    void aShopThatIsNotConnectedIsNotRead() {
        shop = "nobody-" + UUID.randomUUID();
        asked(now("1"));
        assertThat(next()).isNull();
        assertThat(owner("1")).isNull();
    }

    @Test
    void aShopThatRefusesItsCallsIsNotRead() {
        database.sql("insert into hint_held values ('order', :shop, 5, clock_timestamp() + interval '1 minute')")
                .param("shop", shop)
                .update();
        asked(now("1"));
        assertThat(next()).isNull();
        assertThat(owner("1")).isNull();
    }

    @Test
    void moreThanOneCallReadsWaitsForAClaim() {
        asked(IntStream.rangeClosed(0, order.idsPerCall())
                .mapToObj(id -> now("" + id))
                .toArray(Wanted[]::new));
        assertThat(next()).isNull();
        assertThat(isRung()).isTrue();
    }

    @Test
    void aRollbackLetsTheShopGo() {
        transaction.executeWithoutResult(status -> {
            ask("1");
            status.setRollbackOnly();
        });
        assertThat(next()).isNull();

        asked(now("2"));
        assertThat(next()).isNotNull();
    }

    @Test
    void aStatementThatFailsLetsTheShopGo() {
        assertThatThrownBy(() -> asked(now("\0"))).isInstanceOf(DataAccessException.class);

        asked(now("2"));
        assertThat(next()).isNotNull();
    }

    @Test
    void withoutAReaderNothingIsClaimed() {
        nobodyHasAsked();
        asked(now("1"));
        assertThat(next()).isNull();
        assertThat(isRung()).isTrue();
    }

    @Test
    void whatNoReaderAsksForGoesBack() {
        WaitingHints waiting = new WaitingHints(
                context.getBean(ClaimHints.class),
                transaction,
                leases,
                context.getBean(FailedHints.class),
                kinds,
                inHand);
        asked(now("1"));
        assertThat(claimed()).isEqualTo(1);

        waiting.lookEverywhere();
        assertThat(claimed()).as("a reader has just asked").isEqualTo(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            waiting.lookEverywhere();
            return claimed() == 0;
        });
        assertThat(next()).isNull();
    }

    private int claimed() {
        return database.sql("select count(*) from hint where shop_id = :shop and owner is not null")
                .param("shop", shop)
                .query(Integer.class)
                .single();
    }

    private void asked(Wanted... wanted) {
        transaction.executeWithoutResult(status -> hints.ask("order", List.of(wanted), false));
    }

    private void ask(String... ids) {
        hints.ask("order", Arrays.stream(ids).map(this::now).toList(), false);
    }

    private Wanted now(String id) {
        return Wanted.now(shop, id, null);
    }

    private static Instant inAnHour() {
        return Instant.now().plus(1, ChronoUnit.HOURS);
    }

    private @Nullable HintBatch next() {
        return inHand.shops(order).next();
    }

    /** Whether readers are to look into the database. Answers the bell. */
    private boolean isRung() {
        return inHand.answer(order);
    }

    private @Nullable UUID owner(String id) {
        return database.sql("select owner from hint where shop_id = :shop and entity_id = :id")
                .param("shop", shop)
                .param("id", id)
                .query((row, number) -> row.getObject("owner", UUID.class))
                .list()
                .get(0);
    }
}
