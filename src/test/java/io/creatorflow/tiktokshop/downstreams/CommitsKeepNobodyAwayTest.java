package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that gets one request at a time, and a sender to it that waits for the commit of what it has sent. */
@Timeout(20)
class CommitsKeepNobodyAwayTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final DeliveryLimits.Limit ONE = new DeliveryLimits.Limit(1, 0);

    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final CountDownLatch commits = new CountDownLatch(1);
    private final Lease lease = mock(Lease.class, call -> call.getMethod().getReturnType() == boolean.class);
    private final Leases leases = mock(Leases.class, call -> lease);
    private final ClaimDeliveries claim = mock(ClaimDeliveries.class, call -> List.of());
    private final SettleDeliveries settle = mock(SettleDeliveries.class);
    private final Claimed claimed =
            new Claimed(new Wish("nobody", false, false, 50), claim, leases, new LiveWork(), 50);
    private final ReceiverQueue queue = new ReceiverQueue(
            new Wish("nobody", false, false, 50), claimed, settle, leases, mock(DeliveryMetrics.class));
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() {
        mayCommit.countDown();
        queue.close();
    }

    @Test
    void anotherSenderMayGoMeanwhile() {
        when(settle.settle(any(), anyBoolean(), any())).thenAnswer(call -> {
            commits.countDown();
            mayCommit.await();
            return new SettleDeliveries.Settled(false, false);
        });
        Exchange first = new DefaultExchange(camel);
        claimed.add(List.of(TestMessages.claimed(1, lease)), 1);
        queue.settle(Objects.requireNonNull(next(first)), Outcome.Delivered::new);
        CompletableFuture<@Nullable Posting> waits = CompletableFuture.supplyAsync(() -> next(first));
        await().until(() -> commits.getCount() == 0);

        claimed.add(List.of(TestMessages.claimed(2, lease)), 1);

        await().until(() -> next(new DefaultExchange(camel)) != null);
        assertThat(waits).isNotDone();
    }

    @Test
    void oneSenderWaitsForTheCommitsOfAll() {
        AtomicBoolean due = new AtomicBoolean();
        when(settle.settle(any(), anyBoolean(), any())).thenAnswer(call -> {
            commits.countDown();
            mayCommit.await();
            List<Outcome> outcomes = call.getArgument(2);
            boolean last =
                    outcomes.stream().anyMatch(outcome -> outcome.delivery().entityKey() == 41);
            due.compareAndSet(false, last);
            return new SettleDeliveries.Settled(last, false);
        });
        when(claim.claim(any(), anyInt(), any()))
                .thenAnswer(
                        call -> due.getAndSet(false) ? List.of(List.of(TestMessages.claimed(99, lease))) : List.of());
        CompletableFuture<@Nullable Posting> waits = sent(1, new DefaultExchange(camel));
        await().until(() -> commits.getCount() == 0);

        for (long key = 2; key <= 41; key++) {
            assertThat(sent(key, new DefaultExchange(camel)))
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isNull();
        }
        assertThat(waits).isNotDone();

        mayCommit.countDown();
        assertThat(waits)
                .as("what the last commit made due")
                .succeedsWithin(Duration.ofSeconds(5))
                .extracting(posting -> posting.members().get(0).entityKey())
                .isEqualTo(99L);
    }

    /** Sends one delivery, and asks for the next. */
    private CompletableFuture<@Nullable Posting> sent(long key, Exchange exchange) {
        claimed.add(List.of(TestMessages.claimed(key, lease)), 1);
        queue.settle(Objects.requireNonNull(next(exchange)), Outcome.Delivered::new);
        return CompletableFuture.supplyAsync(() -> next(exchange));
    }

    private @Nullable Posting next(Exchange exchange) {
        return queue.next(ONE, DEADLINE, exchange);
    }
}
