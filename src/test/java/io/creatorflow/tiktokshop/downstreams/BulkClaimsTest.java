package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Fifty bulk messages, about an order each, for a receiver that no route serves. */
@IntegrationTest
class BulkClaimsTest {

    private static final int MOST = 10;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private Leases leases;

    private final String receiver = "nobody-" + UUID.randomUUID();

    @BeforeEach
    void muchIsStored() {
        Stream.generate(this::order).limit(50).forEach(order -> order.appendBulk(UPDATED));
    }

    @Test
    void moreBulkKeysThanLiveOnesAreClaimedAtOnce() {
        assertThat(claimed(false, 4 * MOST)).hasSize(4 * MOST);
        assertThat(claimed(false, 4 * MOST)).hasSize(MOST);
    }

    @Test
    void theyMakeSeveralBatches() {
        List<List<? extends Posting>> batches = claimed(true, 4 * MOST);

        assertThat(batches)
                .hasSize(4)
                .allSatisfy(batch -> assertThat(batch)
                        .singleElement()
                        .satisfies(posting -> assertThat(posting.members()).hasSize(MOST)));
        assertThat(batches.stream().map(batch -> batch.get(0).id())).doesNotHaveDuplicates();
    }

    @Test
    void noMoreThanElseWhereALiveOneWaits() {
        order().append(UPDATED);

        assertThat(claimed(false, 4 * MOST))
                .hasSize(MOST)
                .filteredOn(key -> !key.get(0).members().get(0).bulk())
                .hasSize(1);
    }

    @Test
    void noneWhereOnlyLiveOnesAreWanted() {
        assertThat(claimed(false, 0)).isEmpty();
    }

    private TestMessages order() {
        return new TestMessages(context, receiver);
    }

    private List<List<? extends Posting>> claimed(boolean batches, int bulk) {
        return claim.claim(new Wish(receiver, false, batches, MOST), bulk, leases.current());
    }
}
