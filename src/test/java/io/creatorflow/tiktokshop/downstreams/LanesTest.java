package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.creatorflow.tiktokshop.durable.Lease;
import io.creatorflow.tiktokshop.durable.LiveWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live keys go before bulk ones, which have a second between them here while live work moves. */
class LanesTest {

    private final Lease lease = mock(Lease.class);
    private final LiveWork live = mock(LiveWork.class);
    private final Lanes lanes = new Lanes(new Wish("nobody", false, false, 50), live, 1);

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
        assertThat(lanes.roomForBulk()).isZero();
        lanes.clear();
        assertThat(lanes.roomForBulk()).isEqualTo(200);
        when(live.isMoving()).thenReturn(true);
        assertThat(lanes.roomForBulk()).isEqualTo(50);
    }

    @Test
    void bulkOnesThatCameAsTheyWereStoredLeaveAClaimSomeRoom() {
        stored(3);

        assertThat(lanes.roomForBulk()).isEqualTo(50);
        while (next() != null) {}
        add(4, true);
        assertThat(lanes.roomForBulk()).isZero();
    }

    @Test
    void thereIsRoomForAsManyBulkOnesAsAClaimBringsAndNoneWhileLiveWorkMoves() {
        assertThat(lanes.haveRoomForStoredBulk()).isTrue();
        when(live.isMoving()).thenReturn(true);
        assertThat(lanes.haveRoomForStoredBulk()).isFalse();
        when(live.isMoving()).thenReturn(false);

        fill();

        assertThat(lanes.haveRoomForStoredBulk()).isFalse();
        next();
        assertThat(lanes.haveRoomForStoredBulk()).isTrue();
    }

    @Test
    @Timeout(20)
    void whoeverWaitsForRoomGoesOnAsSoonAsThereIsSome() {
        fill();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> lanes.awaitRoomForBulk(Long.MAX_VALUE / 2));
        await().until(() -> Thread.getAllStackTraces().values().stream()
                .anyMatch(
                        stack -> Stream.of(stack).anyMatch(frame -> "awaitRoomForBulk".equals(frame.getMethodName()))));
        assertThat(waiting).isNotDone();

        next();

        waiting.join();
    }

    @Test
    @Timeout(20)
    void whoeverWaitedInVainWaitsNoMoreBeforeNoneIsLeft() {
        fill();
        lanes.awaitRoomForBulk(TimeUnit.MILLISECONDS.toNanos(2));

        lanes.awaitRoomForBulk(Long.MAX_VALUE / 2);

        while (next() != null) {}
        fill();
        long begin = System.nanoTime();
        lanes.awaitRoomForBulk(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    private void fill() {
        for (int key = 1000; lanes.haveRoomForStoredBulk(); key++) {
            stored(key);
        }
    }

    private void stored(long key) {
        lanes.addStored(List.of(TestMessages.claimed(key, lease, true)));
    }

    private void add(long key, boolean bulk) {
        lanes.add(List.of(TestMessages.claimed(key, lease, bulk)));
    }

    private @Nullable Long next() {
        InHand key = lanes.poll();
        return key == null ? null : key.current().members().get(0).entityKey();
    }
}
