package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.HandOver;
import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages go to senders that are ready as soon as they are stored, for a receiver that no route serves. */
@IntegrationTest
class ClaimedAsStoredTest {

    private static final int MOST_IN_BATCH = 5;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private Leases leases;

    @Autowired
    private JdbcClient database;

    @Autowired
    private CamelContext camel;

    @Autowired
    private AppendMessages append;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private LiveWork liveWork;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private TestMessages messages;
    private List<TestMessages> orders = List.of();

    @BeforeEach
    void order() {
        messages = new TestMessages(context, receiver);
    }

    @Test
    void aSenderThatIsReadyGetsWhatIsStored() {
        assertThat(ask()).isNull();

        List<String> ids = messages.appendAboutOneRevision(UPDATED, "order.released.v1");

        assertThat(owner()).isEqualTo(leases.current().id());
        DefaultExchange sender = new DefaultExchange(camel);
        for (String id : ids) {
            Posting posting = Objects.requireNonNull(deliveries.next(receiver, true, sender));
            assertThat(posting.id()).isEqualTo(id);
            assertThat(posting.body()).isEqualTo(messages.stored(id));
            deliveries.delivered(posting);
        }
        await().until(() -> messages.outcomes().equals(List.of("delivered", "delivered")));
        assertThat(messages.waiting()).isZero();
    }

    @Test
    void aReceiverOfBatchesGetsWhatWasStoredTogetherAsOne() {
        assertThat(askForBatch()).isNull();

        List<String> ids = TestMessages.appendTogether(orders(3));

        Posting batch = Objects.requireNonNull(askForBatch());
        assertThat(batch.members()).extracting(Delivery::id).containsExactlyElementsOf(ids);
        assertThat(batch.id()).isEqualTo("batch_" + storedBatch());
        assertThat(askForBatch()).isNull();
        deliveries.delivered(batch);
        await().until(() -> keys() == 0);
    }

    @Test
    void noBatchIsLargerThanOneThatWasClaimed() {
        assertThat(askForBatch()).isNull();

        TestMessages.appendTogether(orders(MOST_IN_BATCH + 1));

        List<Posting> batches = Stream.generate(this::askForBatch)
                .takeWhile(Objects::nonNull)
                .map(Posting.class::cast)
                .toList();
        assertThat(batches)
                .as("parted by the keys of the orders, which are random here")
                .extracting(batch -> batch.members().size())
                .containsExactlyInAnyOrder(MOST_IN_BATCH, 1);
    }

    @Test
    void aBatchThatWasStoredAndNotTakenComesAgainUnderItsId() {
        assertThat(askForBatch()).isNull();
        TestMessages.appendTogether(orders(3));
        Posting batch = Objects.requireNonNull(askForBatch());

        deliveries.failed(batch, new EndpointUnavailable("answered with status 503", null));
        await().until(() -> {
            orders.forEach(TestMessages::due);
            deliveries.look(receiver);
            return Optional.ofNullable(askForBatch()).map(Posting::id).equals(Optional.of(batch.id()));
        });
    }

    @Test
    void anEntityThatSomebodyElseAppendsAboutLeadsNoBatch() throws Exception {
        List<TestMessages> two = orders(2).stream()
                .sorted(Comparator.comparing(TestMessages::key))
                .toList();
        Ready ready = new Ready(receiver, TestMessages.SHOP, (short) 0, leases.current(), MOST_IN_BATCH);
        List<AppendMessages.Address> addresses = List.of(new AppendMessages.Address(UPDATED, receiver, (short) 0));
        CompletableFuture<List<Delivery>> other = new CompletableFuture<>();

        transaction.executeWithoutResult(status -> {
            append.append(List.of(two.get(0).next()), addresses, List.of());
            int session =
                    database.sql("select pg_backend_pid()").query(Integer.class).single();
            other.completeAsync(() -> transaction.execute(
                    inner -> append.append(two.stream().map(TestMessages::next).toList(), addresses, List.of(ready))));
            await().until(() ->
                    database.sql("select count(*) from pg_stat_activity where :us = any (pg_blocking_pids(pid))")
                                    .param("us", session)
                                    .query(Integer.class)
                                    .single()
                            > 0);
        });

        assertThatThrownBy(other::get).hasCauseInstanceOf(ConcurrencyFailureException.class);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void whatIsClaimedAsItIsStoredWaitsForTheDisk() {
        Ready ready = new Ready(receiver, TestMessages.SHOP, (short) 0, leases.current(), MOST_IN_BATCH);

        assertThat(commitAfterAppending(List.of())).isEqualTo("off");
        assertThat(commitAfterAppending(List.of(ready))).isEqualTo("on");
    }

    private @Nullable String commitAfterAppending(List<Ready> ready) {
        TestMessages order = new TestMessages(context, receiver);
        return transaction.execute(status -> {
            database.sql("select " + LazyCommit.COLUMN).query(String.class).single();
            append.append(
                    List.of(order.next()), List.of(new AppendMessages.Address(UPDATED, receiver, (short) 0)), ready);
            status.setRollbackOnly();
            return database.sql("show synchronous_commit").query(String.class).single();
        });
    }

    @Test
    void bulkMessagesAreClaimedAsTheyAreStoredWhileNoLiveOnesMove() {
        assertThat(ask()).isNull();
        await().until(() -> !liveWork.isMoving());

        messages.appendBulk(UPDATED);

        assertThat(owner()).isEqualTo(leases.current().id());
        assertThat(Objects.requireNonNull(ask()).members()).allMatch(Delivery::bulk);
    }

    @Test
    void bulkMessagesWaitForAClaimWhileLiveOnesMove() {
        assertThat(ask()).isNull();
        liveWork.seen();

        messages.appendBulk(UPDATED);

        assertThat(owner()).isNull();
    }

    @Test
    void whatFollowsAboutTheSameEntityWaitsForItsTurn() {
        assertThat(ask()).isNull();
        messages.append(UPDATED);
        Posting first = Objects.requireNonNull(ask());
        List<String> next = messages.append(UPDATED);

        assertThat(ask()).as("the key is in hand").isNull();
        deliveries.delivered(first);

        await().until(() -> messages.outcomes().equals(List.of("delivered")));
        assertThat(Objects.requireNonNull(ask()).id()).isEqualTo(next.get(0));
    }

    @Test
    void severalRevisionsAtOnceWaitForAClaim() {
        assertThat(ask()).isNull();

        messages.append(UPDATED, UPDATED);

        assertThat(owner()).isNull();
        assertThat(ask()).isNotNull();
    }

    @Test
    void nothingIsClaimedWhileTheEndpointIsHeldOrBeforeASenderAsked() {
        messages.append(UPDATED);
        assertThat(owner()).as("nobody asked").isNull();
        Posting first = Objects.requireNonNull(ask());
        deliveries.delivered(first);
        await().until(() -> messages.waiting() == 0);
        assertThat(ask()).isNull();
        database.sql("insert into downstream (receiver, failures, probe_at) values (:receiver, 3, 'infinity')")
                .param("receiver", receiver)
                .update();

        messages.append(UPDATED);

        assertThat(owner()).as("held").isNull();
    }

    @Test
    void whatNoSenderAsksForIsLetGo() {
        assertThat(ask()).isNull();
        messages.append(UPDATED);
        assertThat(owner()).isNotNull();

        await().until(() -> {
            deliveries.look(receiver);
            return owner() == null;
        });
        assertThat(messages.attempts()).isZero();
    }

    @Test
    void aLeaseIsGivenUpOnlyWhenNobodyKnowsWhetherItsClaimsWereCommitted() {
        Delivery claimed = claimed();
        for (int status :
                new int[] {TransactionSynchronization.STATUS_UNKNOWN, TransactionSynchronization.STATUS_ROLLED_BACK}) {
            Leases doubted = Mockito.mock(Leases.class);
            HandOver handOver = new HandOver(List.of(claimed.lease()), doubted, ClaimedAsStoredTest::never, () -> {});
            handOver.afterCompletion(status);
            Mockito.verifyNoInteractions(doubted);

            handOver.beforeCommit(false);
            handOver.afterCompletion(status);
            Mockito.verify(doubted).renounce(claimed.lease());
        }
    }

    private Delivery claimed() {
        ask();
        messages.append(UPDATED);
        return (Delivery) Objects.requireNonNull(ask());
    }

    private static void never() {
        throw new AssertionError("handed over");
    }

    private List<TestMessages> orders(int count) {
        orders = Stream.generate(() -> new TestMessages(context, receiver))
                .limit(count)
                .toList();
        return orders;
    }

    private int keys() {
        return database.sql("select count(*) from delivery_key where receiver = :receiver")
                .param("receiver", receiver)
                .query(Integer.class)
                .single();
    }

    private @Nullable UUID storedBatch() {
        return database.sql("select distinct batch from delivery_key where receiver = :receiver")
                .param("receiver", receiver)
                .query(UUID.class)
                .single();
    }

    private @Nullable Posting askForBatch() {
        return deliveries.nextBatch(receiver, MOST_IN_BATCH, new DefaultExchange(camel));
    }

    private @Nullable Posting ask() {
        return deliveries.next(receiver, true, new DefaultExchange(camel));
    }

    private @Nullable UUID owner() {
        return database.sql("select owner from delivery_key where receiver = :receiver")
                .param("receiver", receiver)
                .query((row, number) -> row.getObject("owner", UUID.class))
                .list()
                .get(0);
    }
}
