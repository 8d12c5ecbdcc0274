package io.creatorflow.tiktokshop.pulls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.entities.Kinds;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.Schedules;
import io.creatorflow.tiktokshop.support.TestShop;
import io.creatorflow.tiktokshop.support.TikTokShopStub;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shop of which much is to be read keeps no other one waiting. */
@IntegrationTest
class PullInPartsTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Leases leases;

    @Autowired
    private Kinds kinds;

    @Autowired
    private CamelContext camel;

    private TestShop large;
    private TestShop small;

    @BeforeEach
    void connect() {
        database.sql("update shop set state = 'test over'").update();
        large = TestShop.connect(context);
        small = TestShop.connect(context);
    }

    @Test
    void aShopThatIsDueIsPulledBetweenThePartsOfAnother() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        large.answers(
                TikTokShopStub.ok("{\"total_count\":10001}"),
                TikTokShopStub.ok("{\"total_count\":0}"),
                large.heldBack(gate));

        Schedules.fire(camel, "pull-orders");

        await().until(() -> large.searches().size() == 3);
        assertThat(small.searches()).as("before the last part").hasSizeGreaterThan(1);
        gate.countDown();
        await().until(() ->
                large.count("select count(*) from pull where shop_id = :shop and watermark is not null") == 1);
    }

    @Test
    void thePartsOfAShopTakeAlongWhatIsDueAndNothingElse() {
        Pulls pulls =
                new Pulls(database, leases, Duration.ofMinutes(4), Duration.ZERO, Duration.ZERO, Duration.ofDays(1));
        pulls.claim("orders").forEach(pull -> {
            if (pull.shopId().equals(large.id())) {
                pulls.failed(pull, new WindowTooLarge(PullPage.first(kinds.named("order"), pull), 10_001));
            } else {
                pulls.finished(pull);
            }
        });

        List<Pull> part = Objects.requireNonNull(pulls.rest("orders"));
        assertThat(part).extracting(Pull::shopId).containsExactly(large.id());
        pulls.finished(part.get(0));
        database.sql("update pull set claimed_at = claimed_at - interval '4 minutes' where shop_id = :shop")
                .param("shop", small.id())
                .update();
        TestShop fresh = TestShop.connect(context);

        List<Pull> next = Objects.requireNonNull(pulls.rest("orders"));
        assertThat(next).extracting(Pull::shopId).containsExactlyInAnyOrder(large.id(), small.id(), fresh.id());
        next.forEach(pulls::finished);
        database.sql("update pull set claimed_at = claimed_at - interval '4 minutes'")
                .update();
        assertThat(pulls.rest("orders")).as("no part is left").isNull();
    }
}
