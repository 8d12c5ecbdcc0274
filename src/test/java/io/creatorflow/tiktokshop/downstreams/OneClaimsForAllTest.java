package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

/** The first claim finds entity 1 at once; the second is under way until it is let go, and finds entity 2. */
@Timeout(20)
class OneClaimsForAllTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger claims = new AtomicInteger();
    private final Lease lease =
            Mockito.mock(Lease.class, call -> call.getMethod().getReturnType() == boolean.class);
    private final Leases leases = Mockito.mock(Leases.class, call -> lease);
    private final Claimed claimed = new Claimed(
            new Wish("nobody", false, false, 50),
            Mockito.mock(ClaimDeliveries.class, call -> claim()),
            leases,
            new LiveWork(),
            50);
    private CompletableFuture<Long> whoClaims;

    private List<List<Delivery>> claim() throws InterruptedException {
        int number = claims.incrementAndGet();
        if (number == 2) {
            begun.countDown();
            assertThat(letGo.await(10, TimeUnit.SECONDS)).isTrue();
        }
        return number > 2 ? List.of() : List.of(List.of(TestMessages.claimed(number, lease)));
    }

    @BeforeEach
    void theSecondClaimIsUnderWay() throws InterruptedException {
        assertThat(key(claimed.poll(DEADLINE))).isEqualTo(1);
        whoClaims = inAnotherThread(() -> key(claimed.poll(DEADLINE)));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoStoresDeliveriesWaitsForNoClaim() {
        assertThat(claimed.ready(DEADLINE, Set.of("1"), false))
                .extracting(Ready::lease)
                .containsExactly(lease);
        claimed.add(List.of(TestMessages.claimed(3, lease)), 1);

        assertThat(key(claimed.poll(DEADLINE))).isEqualTo(3);
        assertThat(whoClaims).isNotDone();
        letGo.countDown();
        assertThat(whoClaims.join()).isEqualTo(2);
    }

    @Test
    void aSenderThatFindsNothingWaitsForWhatComesFirst() {
        CompletableFuture<Long> waiting = inAnotherThread(() -> key(claimed.poll(DEADLINE)));
        claimed.add(List.of(TestMessages.claimed(3, lease)), 1);

        assertThat(waiting.join()).isEqualTo(3);
        CompletableFuture<Long> next = inAnotherThread(() -> key(claimed.poll(DEADLINE)));
        letGo.countDown();
        assertThat(List.of(whoClaims.join(), next.join())).containsExactlyInAnyOrder(2L, 0L);
    }

    @Test
    void whatIsBeingClaimedIsTakenBackToo() {
        CompletableFuture<Integer> cleared =
                inAnotherThread(() -> claimed.clear().size());
        await().during(Duration.ofMillis(100)).until(() -> !cleared.isDone());
        letGo.countDown();

        assertThat(cleared.join() + (whoClaims.join() > 0 ? 1 : 0)).isEqualTo(1);
    }

    private static long key(@Nullable InHand hand) {
        return hand == null
                ? 0
                : Objects.requireNonNull(hand.current()).members().get(0).entityKey();
    }

    private static <T> CompletableFuture<T> inAnotherThread(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(work.get()));
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
