package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the short statement settles, and what it leaves as it was, each test for a receiver of its own that no route serves. */
@IntegrationTest
class SettleDeliveredTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private SettleDelivered settle;

    @Autowired
    private SettleDeliveries settleAny;

    @Autowired
    private JdbcClient database;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private TestMessages messages;

    @BeforeEach
    void order() {
        messages = new TestMessages(context, receiver);
    }

    @AfterEach
    void theLedgerCloses() {
        assertThat(messages.ledger()).containsExactly(List.of(0, 0));
    }

    @Test
    void allThatWaitedAboutAnEntityLeaves() {
        messages.appendAboutOneRevision(UPDATED, "order.released.v1");
        TestMessages other = new TestMessages(context, receiver);
        other.append(UPDATED);

        assertThat(settle.settle(receiver, delivered(claim()))).isEmpty();

        assertThat(messages.outcomes()).containsExactly("delivered", "delivered");
        assertThat(other.outcomes()).containsExactly("delivered");
        assertThat(messages.waiting() + other.waiting()).isZero();
        assertThat(keys()).isZero();
    }

    @Test
    void whatCameMeanwhileIsLeftWithWhatWasDelivered() {
        messages.append(UPDATED);
        List<Outcome> outcomes = delivered(claim());
        messages.append(UPDATED);

        assertThat(settle.settle(receiver, outcomes)).isEqualTo(outcomes);

        assertThat(messages.waiting()).isEqualTo(2);
        settleAny.settle(receiver, false, outcomes);
        assertThat(messages.outcomes()).containsExactly("delivered");
        assertThat(messages.waiting()).isEqualTo(1);
    }

    @Test
    void aKeyWithAnyOtherOutcomeIsLeftWholeAndHindersNoOther() {
        messages.appendAboutOneRevision(UPDATED, "order.released.v1");
        List<Delivery> both = claim();
        TestMessages other = new TestMessages(context, receiver);
        other.append(UPDATED);
        List<Outcome> mixed =
                List.of(new Outcome.Delivered(both.get(0)), new Outcome.Parked(both.get(1), "not wanted"));

        assertThat(settle.settle(receiver, concat(mixed, delivered(claim())))).isEqualTo(mixed);

        assertThat(other.outcomes()).containsExactly("delivered");
        assertThat(messages.waiting()).isEqualTo(2);
    }

    @Test
    void anEntityWithSomethingParkedIsLeft() {
        messages.append(UPDATED);
        settleAny.settle(receiver, true, List.of(new Outcome.Parked(claim().get(0), "refused")));
        messages.append(UPDATED);
        List<Outcome> outcomes = delivered(claim());

        assertThat(settle.settle(receiver, outcomes)).isEqualTo(outcomes);

        settleAny.settle(receiver, true, outcomes);
        assertThat(messages.parked()).as("the newer one replaces it").isEmpty();
    }

    @Test
    void anEndpointThatFailedOrIsPausedIsLeft() {
        for (String trouble : List.of("failures = 1", "paused_at = clock_timestamp()")) {
            messages.append(UPDATED);
            List<Outcome> outcomes = delivered(claim());
            database.sql("insert into downstream (receiver) values (:receiver) on conflict do nothing")
                    .param("receiver", receiver)
                    .update();
            database.sql("update downstream set " + trouble + " where receiver = :receiver")
                    .param("receiver", receiver)
                    .update();

            assertThat(settle.settle(receiver, outcomes)).as(trouble).isEqualTo(outcomes);

            settleAny.settle(receiver, false, outcomes);
            assertThat(messages.waiting()).as(trouble).isZero();
        }
        assertThat(database.sql("select failures from downstream where receiver = :receiver")
                        .param("receiver", receiver)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aClaimThatIsHeldByAnotherByNowIsLeft() {
        messages.append(UPDATED);
        List<Outcome> outcomes = delivered(claim());
        for (String other : List.of("owner = gen_random_uuid()", "owner = null", "epoch = epoch + 1")) {
            database.sql("update delivery_key set " + other + " where receiver = :receiver")
                    .param("receiver", receiver)
                    .update();

            assertThat(settle.settle(receiver, outcomes)).as(other).isEqualTo(outcomes);
        }
        assertThat(messages.waiting()).isEqualTo(1);
    }

    private List<Delivery> claim() {
        return messages.claim(false);
    }

    private int keys() {
        return database.sql("select count(*) from delivery_key where receiver = :receiver")
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    private static List<Outcome> delivered(List<Delivery> deliveries) {
        return deliveries.stream().<Outcome>map(Outcome.Delivered::new).toList();
    }

    private static List<Outcome> concat(List<Outcome> one, List<Outcome> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
