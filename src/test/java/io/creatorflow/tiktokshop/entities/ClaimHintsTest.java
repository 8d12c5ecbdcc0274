package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.TestShop;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A claim takes hints of several shops, a batch for each, in a transaction that nobody else sees and that is rolled back. */
@IntegrationTest
class ClaimHintsTest {

    /** Before all that other tests wait for. */
    private static final Instant LONG_AGO = Instant.EPOCH.plusSeconds(10);

    @Autowired
    private ClaimHints claimHints;

    @Autowired
    private Hints hints;

    @Autowired
    private Kinds kinds;

    @Autowired
    private Leases leases;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient database;

    @Autowired
    private ApplicationContext context;

    private String one;
    private String two;

    @BeforeEach
    void connect() {
        one = TestShop.connect(context).id();
        two = TestShop.connect(context).id();
    }

    @Test
    void eachShopHasABatchOfItsOwn() {
        ask(() -> wait(false, wanted(one, "1", 1), wanted(one, "2", 2), wanted(two, "1", 3)), claim -> {
            assertThat(claim.batches()).extracting(HintBatch::shopId).containsExactlyInAnyOrder(one, two);
            assertThat(of(claim, one).ids()).containsExactlyInAnyOrder("1", "2");
            assertThat(of(claim, two).ids()).containsExactly("1");
        });
    }

    @Test
    void aShopWithHintsOfBothLanesHasItsLiveOnesReadFirst() {
        ask(
                () -> {
                    wait(true, wanted(one, "bulk", 1));
                    wait(false, wanted(one, "live", 2), wanted(two, "live", 3));
                },
                claim -> {
                    assertThat(of(claim, one).ids()).containsExactly("live");
                    assertThat(of(claim, one).bulk()).isFalse();
                    assertThat(claim.othersWait()).isTrue();
                });
    }

    @Test
    void theShopsThatHaveWaitedLongestAreTaken() {
        String three = TestShop.connect(context).id();
        ask(() -> wait(false, wanted(one, "1", 3), wanted(two, "1", 1), wanted(three, "1", 2)), claim -> {
            assertThat(claim.batches()).extracting(HintBatch::shopId).containsExactlyInAnyOrder(two, three);
            assertThat(claim.othersWait()).isTrue();
        });
    }

    @Test
    void aShopThatRefusesItsCallsIsPassedOverUntilItIsTriedAgain() {
        ask(
                () -> {
                    wait(false, wanted(one, "1", 1), wanted(two, "1", 2));
                    hold(one, "order", "1 minute");
                    hold(two, "product", "1 minute");
                },
                claim -> assertThat(claim.batches())
                        .extracting(HintBatch::shopId)
                        .contains(two)
                        .doesNotContain(one));
        ask(
                () -> {
                    wait(false, wanted(one, "1", 1));
                    hold(one, "order", "-1 minute");
                },
                claim -> assertThat(of(claim, one).ids()).containsExactly("1"));
    }

    private void hold(String shop, String kind, String time) {
        database.sql("insert into hint_held values (:kind, :shop, 5, clock_timestamp() + :time::interval)")
                .param("kind", kind)
                .param("shop", shop)
                .param("time", time)
                .update();
    }

    private void ask(Runnable asked, Consumer<ClaimHints.Claim> judged) {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            asked.run();
            judged.accept(claimHints.claim(
                    kinds.named("order"), 2, new String[0], Timestamp.from(Instant.EPOCH), leases.current()));
        });
    }

    private void wait(boolean bulk, Wanted... wanted) {
        hints.ask("order", List.of(wanted), bulk);
    }

    private static Wanted wanted(String shop, String id, int second) {
        return new Wanted(shop, id, null, LONG_AGO.plusSeconds(second));
    }

    private static HintBatch of(ClaimHints.Claim claim, String shop) {
        return claim.batches().stream()
                .filter(batch -> batch.shopId().equals(shop))
                .findAny()
                .orElseThrow();
    }
}
