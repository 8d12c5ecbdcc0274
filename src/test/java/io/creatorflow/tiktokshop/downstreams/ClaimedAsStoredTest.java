package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;

/** Live messages go to senders that are ready as soon as they are stored, for a receiver that no route serves. */
@IntegrationTest
class ClaimedAsStoredTest {

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

    private final String receiver = "nobody-" + UUID.randomUUID();
    private TestMessages messages;

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
            HandOver handOver = new HandOver(List.of(claimed), doubted, ClaimedAsStoredTest::never);
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
