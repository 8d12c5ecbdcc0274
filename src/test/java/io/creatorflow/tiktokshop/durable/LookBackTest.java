package io.creatorflow.tiktokshop.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookBackTest {

    private static final Instant OLDEST = Instant.parse("2026-11-25T12:00:00Z");

    private final AtomicLong time = new AtomicLong(-5);
    private final LookBack lookBack = new LookBack(time::get);

    @Test
    void theFirstLookBeginsAtTheFront() {
        assertThat(lookBack.from().toInstant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void theNextBeginsASecondBeforeTheOldestThatWasDue() {
        lookBack.found(OLDEST);

        assertThat(lookBack.from().toInstant()).isEqualTo(OLDEST.minusSeconds(1));
    }

    @Test
    void everyTwoSecondsALookBeginsAtTheFrontUntilItSucceeds() {
        lookBack.found(OLDEST);
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(lookBack.from().toInstant()).isAfter(Instant.EPOCH);
        lookBack.found(OLDEST);
        time.incrementAndGet();

        assertThat(lookBack.from().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(lookBack.from().toInstant()).isEqualTo(Instant.EPOCH);
        lookBack.found(OLDEST);

        assertThat(lookBack.from().toInstant()).isEqualTo(OLDEST.minusSeconds(1));
    }
}
