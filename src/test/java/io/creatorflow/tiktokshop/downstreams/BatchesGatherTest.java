package io.creatorflow.tiktokshop.downstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
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

    @Test
    void oneClaimOfBatchesComesTwentyMillisecondsAfterTheOther() {
        String receiver = "nobody-" + UUID.randomUUID();
        Claimed claimed = new Claimed(new Wish(receiver, false, true, 20), claim, leases);
        long begin = System.nanoTime();

        for (int i = 0; i < CLAIMS; i++) {
            new TestMessages(context, receiver).append(TestMessages.UPDATED);
            claimed.look();
            assertThat(claimed.poll(DEADLINE)).isNotNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(20 * (CLAIMS - 1)));
    }

    @Test
    void aClaimThatWasFullIsFollowedByTheNextAtOnce() {
        String receiver = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 4; i++) {
            new TestMessages(context, receiver).append(TestMessages.UPDATED);
        }
        Claimed claimed = new Claimed(new Wish(receiver, false, true, 2), claim, leases);

        assertThat(claimed.poll(DEADLINE)).isNotNull();
        assertThat(claimed.gathers()).isFalse();
        assertThat(claimed.poll(DEADLINE)).isNotNull();
    }
}
