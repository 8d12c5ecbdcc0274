package io.creatorflow.tiktokshop.downstreams;

import static io.creatorflow.tiktokshop.downstreams.TestMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.durable.Leases;
import io.creatorflow.tiktokshop.durable.LiveWork;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One shop with many messages, and others with few, for a receiver that no route serves. */
@IntegrationTest
class ShopsTakeTurnsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final String LOUD = "1";
    private static final String QUIET = "2";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private ClaimDeliveries claim;

    @Autowired
    private Leases leases;

    private final String receiver = "nobody-" + UUID.randomUUID();
    private Claimed claimed;

    @BeforeEach
    void oneShopHasMuchMore() {
        claimed = new Claimed(new Wish(receiver, true, false, 10), claim, leases, new LiveWork(), 50);
        append(LOUD, 30);
    }

    @Test
    void aClaimTakesTheSameShareOfEachShop() {
        append(QUIET, 2);
        append("3", 1);

        List<String> shops = claim.claim(new Wish(receiver, true, false, 10), 10, leases.current()).stream()
                .map(key -> key.get(0).members().get(0).shopId())
                .toList();

        assertThat(shops).containsOnlyOnce("3").filteredOn(QUIET::equals).hasSize(2);
        assertThat(shops).filteredOn(LOUD::equals).hasSize(3);
    }

    @Test
    void whatIsInHandGoesOutInTurns() {
        append(QUIET, 3);

        assertThat(takenBy(6)).startsWith(LOUD, QUIET, LOUD, QUIET, LOUD, QUIET);
    }

    @Test
    void aShopThatIsBehindDoesNotKeepOthersFromBeingClaimedAsTheyAreStored() {
        append(QUIET, 1);
        takenBy(1);

        assertThat(claimed.ready(DEADLINE, Set.of(LOUD), false)).isEmpty();
        assertThat(claimed.ready(DEADLINE, Set.of(QUIET), false)).hasSize(1);
        assertThat(claimed.ready(DEADLINE, Set.of(QUIET, LOUD), false))
                .extracting(Ready::shopId)
                .containsExactly(QUIET);
    }

    @Test
    void aBacklogIsTakenToItsEnd() {
        append(QUIET, 7);

        assertThat(takenBy(37)).doesNotContainNull().filteredOn(QUIET::equals).hasSize(7);
        assertThat(claimed.poll(DEADLINE)).isNull();
    }

    @Test
    void whatIsGivenBackWithAnOldDueTimeIsFoundSoon() {
        claim.claim(new Wish(receiver, true, false, 10), 10, leases.current());
        append(QUIET, 1);
        context.getBean(JdbcClient.class)
                .sql(
                        "update delivery_key set due_at = due_at - interval '1 hour' where receiver = :receiver and shop_id = :shop")
                .param("receiver", receiver)
                .param("shop", QUIET)
                .update();

        await().until(() -> claim.claim(new Wish(receiver, true, false, 1), 1, leases.current()).stream()
                .anyMatch(key -> key.get(0).members().get(0).shopId().equals(QUIET)));
    }

    private List<String> takenBy(int polls) {
        List<String> shops = new ArrayList<>();
        for (int i = 0; i < polls; i++) {
            InHand key = Objects.requireNonNull(claimed.poll(DEADLINE), "nothing after " + shops);
            shops.add(Objects.requireNonNull(key.current()).members().get(0).shopId());
        }
        return shops;
    }

    private void append(String shop, int messages) {
        IntStream.range(0, messages).forEach(i -> new TestMessages(context, receiver, shop).append(UPDATED));
    }
}
