package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.TestLeases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys of a batch follow its leader: only it says when they are due. So no key may ever follow a leader that is gone,
 * whatever three replicas append, claim, settle and lose, in whatever order.
 */
@IntegrationTest
class BatchesStayWholeTest {

    private static final int STEPS = 200;
    private static final String ASTRAY = """
            select count(*) from delivery_key f where f.receiver = :receiver and f.due_at = 'infinity' and not exists (
              select 1 from delivery_key leader where leader.receiver = f.receiver and leader.batch = f.batch
                and leader.due_at < 'infinity' and f.entity_key = any(leader.members)
                and leader.owner is not distinct from f.owner)
            """;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private SettleDeliveries settle;

    @Autowired
    private AppendMessages append;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient database;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private final long seed = new Random().nextLong();
    private List<TestMessages> orders = List.of();

    @Test
    void noKeyFollowsALeaderThatIsGoneWhateverReplicasDo() throws Exception {
        orders = Stream.generate(() -> new TestMessages(context, receiver))
                .limit(8)
                .toList();
        List<Replica> replicas = IntStream.range(0, 3).mapToObj(Replica::new).toList();
        ExecutorService threads = Executors.newFixedThreadPool(replicas.size());
        try {
            int batches = 0;
            for (Future<Integer> ofOne : threads.invokeAll(replicas, 60, TimeUnit.SECONDS)) {
                batches += ofOne.get();
            }
            assertThat(batches).as("batches claimed by all, seed %d", seed).isPositive();
        } finally {
            threads.shutdownNow();
        }
        replicas.forEach(Replica::dies);
        everythingGoesOut();
        assertThat(database.sql("select difference, drift from ledger_balance where receiver = :receiver")
                        .param("receiver", receiver)
                        .query((row, number) -> List.of(row.getInt(1), row.getInt(2)))
                        .single())
                .isEqualTo(List.of(0, 0));
    }

    private void everythingGoesOut() {
        Replica last = new Replica(3);
        for (int round = 0; round < 3 * STEPS && waiting() > 0; round++) {
            comeDue();
            last.claims(50);
            last.hands.forEach(hand -> last.settles(hand, Outcome.Delivered::new));
            last.hands.clear();
        }
        assertThat(waiting())
                .as("deliveries that never come due, seed %d", seed)
                .isZero();
    }

    /** Does one thing after the other by chance, and looks after each whether a key went astray. */
    private final class Replica implements Callable<Integer> {

        private final Random random;
        private final List<InHand> hands = new ArrayList<>();
        private Lease lease = TestLeases.expired();
        private int batches;

        Replica(int number) {
            random = new Random(seed + number);
        }

        @Override
        public Integer call() {
            for (int step = 0; step < STEPS; step++) {
                actUnlessInTheWay(random.nextInt(100));
                assertThat(astray())
                        .as("keys astray at step %d, seed %d", step, seed)
                        .isZero();
            }
            return batches;
        }

        /** PostgreSQL ends one of two transactions that wait for each other's keys; all of it is rolled back, and callers do it again. */
        private void actUnlessInTheWay(int chance) {
            try {
                act(chance);
            } catch (PessimisticLockingFailureException e) {
                assertThat(e.getMostSpecificCause().getMessage()).contains("deadlock detected");
            }
        }

        private void act(int chance) {
            if (chance < 20) {
                append(orders.get(random.nextInt(orders.size())));
            } else if (chance < 30) {
                int first = random.nextInt(orders.size() - 2);
                appendsAndClaims(orders.subList(first, first + 3), 0);
            } else if (chance < 55) {
                claims(1 + random.nextInt(6));
            } else if (chance < 85 && !hands.isEmpty()) {
                settles(hands.remove(random.nextInt(hands.size())), anyOutcome(random.nextInt(7)));
            } else if (chance < 90) {
                dies();
            } else {
                comeDue();
            }
        }

        private void append(TestMessages order) {
            synchronized (order) {
                if (random.nextBoolean()) {
                    order.append(UPDATED);
                } else {
                    order.appendAboutOneRevision(UPDATED, "order.released.v1");
                }
            }
        }

        /** As one transaction that locks the orders in their order. */
        private void appendsAndClaims(List<TestMessages> together, int locked) {
            if (locked < together.size()) {
                synchronized (together.get(locked)) {
                    appendsAndClaims(together, locked + 1);
                }
                return;
            }
            List<Delivery> claimed = Objects.requireNonNull(transaction.execute(status -> append.append(
                    together.stream().map(TestMessages::next).toList(),
                    List.of(new AppendMessages.Address(UPDATED, receiver, (short) 0)),
                    List.of(new Ready(receiver, TestMessages.SHOP, (short) 0, lease, 2)))));
            takes(DeliveryBatch.inHands(claimed));
        }

        private void takes(List<List<? extends Posting>> claimed) {
            for (List<? extends Posting> postings : claimed) {
                hands.add(new InHand(postings));
                batches += postings.get(0) instanceof DeliveryBatch ? 1 : 0;
            }
        }

        private void claims(int most) {
            takes(claim.claim(new Wish(receiver, false, true, most), most, lease));
        }

        private void settles(InHand hand, Function<Delivery, Outcome> outcome) {
            while (hand.current() != null) {
                hand.settle(outcome);
            }
            settle.settle(receiver, false, hand.outcomes());
        }

        /** Its claims come back; what it holds it may settle all the same, as if it had only slept. */
        private void dies() {
            TestLeases.giveBack(database, lease);
            lease = TestLeases.expired();
        }
    }

    private static Function<Delivery, Outcome> anyOutcome(int chance) {
        return switch (chance) {
            case 0 -> Outcome.Delivered::new;
            case 1 -> delivery -> new Outcome.Parked(delivery, "refused");
            case 2 -> Outcome.Discarded::new;
            case 3 -> delivery -> new Outcome.Failed(delivery, "of our own");
            case 4 -> delivery -> new Outcome.Unavailable(delivery, "answered with status 503", null);
            case 5 -> Outcome.Untried::new;
            default -> delivery -> new Outcome.Split(delivery);
        };
    }

    private void comeDue() {
        database.sql("""
                        with early as (
                          select entity_key from delivery_key where receiver = :receiver and due_at < 'infinity'
                          order by entity_key for update)
                        update delivery_key k set due_at = clock_timestamp() from early
                        where k.receiver = :receiver and k.entity_key = early.entity_key
                        """).param("receiver", receiver).update();
        database.sql(
                        "update downstream set probe_at = clock_timestamp() where receiver = :receiver and probe_at is not null")
                .param("receiver", receiver)
                .update();
    }

    private int astray() {
        return database.sql(ASTRAY)
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    private int waiting() {
        return database.sql("select count(*) from delivery where receiver = :receiver")
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }
}
