package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live keys go before bulk ones, which have a second between them here while live work moves. */
class LanesTest {

    private final Lease lease = mock(Lease.class);
    private final LiveWork live = mock(LiveWork.class);
    private final Lanes lanes = new Lanes(live, 1);

    @BeforeEach
    void twoBulkKeysWait() {
        add(1, true);
        add(2, true);
    }

    @Test
    void liveOnesGoFirst() {
        add(3, false);
        add(4, false);

        assertThat(List.of(next(), next(), next(), next())).containsExactly(3L, 4L, 1L, 2L);
    }

    @Test
    void aBulkKeyWaitsForItsTurnWhileLiveWorkMoves() {
        when(live.isMoving()).thenReturn(true);

        assertThat(next()).isEqualTo(1);
        assertThat(next()).isNull();
        assertThat(lanes.millisToTurn()).isBetween(1L, 1000L);
        assertThat(lanes.size()).isEqualTo(1);
    }

    @Test
    void liveKeysWaitForNoTurn() {
        when(live.isMoving()).thenReturn(true);
        next();
        add(3, false);

        assertThat(lanes.millisToTurn()).isZero();
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void bulkKeysGoAtOnceWhenNoLiveWorkMovesAnyMore() {
        when(live.isMoving()).thenReturn(true);
        next();
        when(live.isMoving()).thenReturn(false);

        assertThat(lanes.millisToTurn()).isZero();
        assertThat(next()).isEqualTo(2);
    }

    @Test
    void moreBulkKeysAreClaimedWhileNoLiveWorkMovesAndNoneWhileSomeWait() {
        assertThat(lanes.roomForBulk(50)).isZero();
        lanes.clear();
        assertThat(lanes.roomForBulk(50)).isEqualTo(200);
        when(live.isMoving()).thenReturn(true);
        assertThat(lanes.roomForBulk(50)).isEqualTo(50);
    }

    private void add(long key, boolean bulk) {
        lanes.add(List.of(TestMessages.claimed(key, lease, bulk)));
    }

    private @Nullable Long next() {
        InHand key = lanes.poll();
        return key == null ? null : key.current().members().get(0).entityKey();
    }
}
