package io.creatorflow.tiktokshop.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two replicas take turns from one bucket. */
@IntegrationTest
class ReservedTurnsTest {

    private static final int TURNS = 10;

    /** Neither of 20 a second nor of 5. */
    private static final long BETWEEN = 100;

    @Autowired
    private SharedBuckets buckets;

    private final String key = "key " + UUID.randomUUID();

    @Test
    void aPaceThatAnotherReplicaHasChangedMeanwhileIsMendedByOneThatKnowsBetter() {
        ReservedTurns one = new ReservedTurns(buckets, key);
        ReservedTurns other = new ReservedTurns(buckets, key);
        assertThat(millisBetween(one, 20)).isLessThan(BETWEEN);
        assertThat(millisBetween(other, 5)).isGreaterThan(BETWEEN);

        await().until(() -> millisBetween(one, 20) < BETWEEN);
    }

    /** Between turns that are taken long before they come. */
    private static long millisBetween(ReservedTurns turns, int perSecond) {
        long first = take(turns, perSecond);
        long last = first;
        for (int turn = 0; turn < TURNS; turn++) {
            last = take(turns, perSecond);
        }
        return TimeUnit.NANOSECONDS.toMillis(last - first) / TURNS;
    }

    private static long take(ReservedTurns turns, int perSecond) {
        return Objects.requireNonNull(turns.take(perSecond, Duration.ofHours(1)));
    }
}
