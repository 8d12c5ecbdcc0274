package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bulk deliveries of which a few are in hand, while live work moves without an end. */
@Timeout(20)
class BulkBesideLiveTest {

    /** So that the turn of a bulk key takes longer than the least time between two claims. */
    private static final int PER_SECOND = 8;

    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final Lease lease = mock(Lease.class, call -> call.getMethod().getReturnType() == boolean.class);
    private final Leases leases = mock(Leases.class, call -> lease);
    private final ClaimDeliveries claim = mock(ClaimDeliveries.class);
    private final LiveWork live = mock(LiveWork.class);
    private final Deque<Delivery> stored = new ArrayDeque<>();
    private final List<Integer> roomForBulk = new ArrayList<>();
    private final Claimed claimed = new Claimed(new Wish("nobody", false, false, 3), claim, leases, live, PER_SECOND);

    @BeforeEach
    void fiveBulkDeliveriesWaitInTheDatabase() {
        when(live.isMoving()).thenReturn(true);
        for (int key = 1; key <= 5; key++) {
            stored.add(TestMessages.claimed(key, lease, true));
        }
        when(claim.claim(any(), anyInt(), any())).thenAnswer(call -> claims(call.getArgument(1)));
    }

    private List<List<Delivery>> claims(int bulk) {
        roomForBulk.add(bulk);
        List<List<Delivery>> found = new ArrayList<>();
        while (found.size() < bulk && !stored.isEmpty()) {
            found.add(List.of(stored.remove()));
        }
        return found;
    }

    @Test
    void allOfThemGoOneByOneAndThoseInTheDatabaseAreClaimedWhenNoneIsInHand() {
        List<Long> went = new ArrayList<>();
        for (InHand key = claimed.poll(DEADLINE); key != null; key = claimed.poll(DEADLINE)) {
            went.add(key.current().members().get(0).entityKey());
            claimed.look();
        }

        assertThat(went).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(roomForBulk.stream().filter(bulk -> bulk > 0)).hasSize(3);
    }

    @Test
    void whileSomeAreInHandLiveOnesAloneAreClaimed() {
        claimed.poll(DEADLINE);
        claimed.poll(DEADLINE);
        claimed.poll(DEADLINE);

        assertThat(roomForBulk).containsExactly(3, 0);
    }
}
