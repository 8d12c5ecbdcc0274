package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Claims of batches keep a distance, so that more goes with each; a claim of single messages never waits. */
@IntegrationTest
class BatchesGatherTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final int CLAIMS = 15;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private Leases leases;

    /** The claims take no time here, so that only waiting can. */
    @Test
    void oneClaimOfBatchesComesTwentyMillisecondsAfterTheOther() {
        assertThat(timeForClaims(true)).isGreaterThanOrEqualTo(Duration.ofMillis(19 * (CLAIMS - 1)));
        assertThat(timeForClaims(false)).isLessThan(Duration.ofMillis(20 * (CLAIMS - 1)));
    }

    private Duration timeForClaims(boolean batches) {
        AtomicLong keys = new AtomicLong();
        ClaimDeliveries quick = Mockito.mock(
                ClaimDeliveries.class,
                call -> List.of(List.of(TestMessages.claimed(keys.incrementAndGet(), leases.current()))));
        Claimed claimed = new Claimed(new Wish("nobody", false, batches, 20), quick, leases, new LiveWork(), 50);
        assertThat(claimed.poll(DEADLINE)).isNotNull();
        long begin = System.nanoTime();
        for (int i = 1; i < CLAIMS; i++) {
            assertThat(claimed.poll(DEADLINE)).isNotNull();
        }
        assertThat(keys).hasValue(CLAIMS);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void aClaimThatWasFullIsFollowedByTheNextAtOnce() {
        String receiver = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 4; i++) {
            new TestMessages(context, receiver).append(TestMessages.UPDATED);
        }
        Claimed claimed = new Claimed(new Wish(receiver, false, true, 2), claim, leases, new LiveWork(), 50);

        assertThat(claimed.poll(DEADLINE)).isNotNull();
        assertThat(claimed.gathers()).isFalse();
        assertThat(claimed.poll(DEADLINE)).isNotNull();
    }
}
