package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.MessageContract;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import io.creatorflow.tiktokshop.support.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Whoever ships hears of a deadline before it passes, once, and not of one that was met. */
@IntegrationTest
class DueFlowTest {

    private static final long T = 1_760_000_000;
    private static final Duration BEFORE = Duration.ofHours(12);

    @Autowired
    private ApplicationContext context;

    private final String order = TestShop.newOrderId();
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
    }

    @Test
    void aDeadlineIsToldByItselfWhenItComesNearAndOnlyOnce() {
        Instant deadline = near(Duration.ofSeconds(2));
        put("AWAITING_SHIPMENT", T, deadline);

        await().until(() -> due().size() == 1);
        assertThat(due().get(0).at()).isAfterOrEqualTo(deadline.minus(BEFORE));
        assertThat(due().get(0).event().at("/data/due/0/deadline").asText()).isEqualTo("readyToShip");
        assertThat(due().get(0).event().at("/data/due/0/at").asText()).isEqualTo(deadline.toString());
        assertThat(MessageContract.violations(due().get(0).event())).isEmpty();
        await().until(() -> RECEIVERS.received("analytics", order).stream()
                .anyMatch(received -> received.type().equals("order.due.v1")));

        put("AWAITING_SHIPMENT", T + 1, deadline);
        await().until(() -> shop.revision(order) == 3);
        assertThat(due()).hasSize(1);
        assertThat(shop.hints()).isZero();
    }

    @Test
    void anOrderThatWasShippedMeanwhileIsNotTold() {
        Instant deadline = near(Duration.ofSeconds(8));
        put("AWAITING_SHIPMENT", T, deadline);
        shop.move(order, "IN_TRANSIT", T + 1);
        await().until(() -> shop.status(order).equals("in_transit"));

        await().until(() -> Instant.now().isAfter(deadline.minus(BEFORE).plusSeconds(1)) && shop.hints() == 0);
        assertThat(due()).isEmpty();
    }

    @Test
    void aDeadlineThatTikTokMovesIsToldAnewWhenItComesNear() {
        put("AWAITING_SHIPMENT", T, near(Duration.ofSeconds(-5)));
        await().until(() -> due().size() == 1);

        Instant moved = near(Duration.ofSeconds(2));
        put("AWAITING_SHIPMENT", T + 1, moved);

        await().until(() -> due().size() == 2);
        assertThat(due().get(1).at()).isAfterOrEqualTo(moved.minus(BEFORE));
        assertThat(due().get(1).event().at("/data/due/0/at").asText()).isEqualTo(moved.toString());
    }

    /** A deadline that is told after this long. */
    private static Instant near(Duration after) {
        return Instant.ofEpochSecond(Instant.now().plus(BEFORE).plus(after).getEpochSecond());
    }

    private void put(String status, long time, Instant deadline) {
        long revision = shop.revision(order);
        shop.put(order, status, time).put("rts_sla_time", deadline.getEpochSecond());
        shop.tell(order, status, time);
        await().until(() -> shop.revision(order) > revision);
    }

    private List<Received> due() {
        return RECEIVERS.received("shipping-automation", order).stream()
                .filter(received -> received.type().equals("order.due.v1"))
                .toList();
    }
}
