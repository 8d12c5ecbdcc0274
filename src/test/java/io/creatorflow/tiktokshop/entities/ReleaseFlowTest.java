package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** When Shipping Automation hears of an order, and whom everything else reaches. */
@IntegrationTest
class ReleaseFlowTest {

    private static final long T = 1_760_000_000;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Hints hints;

    private final String order = TestShop.newOrderId();
    private TestShop shop;

    @BeforeEach
    void connect() {
        shop = TestShop.connect(context);
    }

    @Test
    void eachMessageTypeGoesToExactlyTheReceiversOfTheTable() {
        story("AWAITING_SHIPMENT", T);
        analytics(3);
        story("CANCELLED", T + 1);
        analytics(6);

        assertThat(types("order-management")).containsExactly("order.updated.v1", "order.updated.v1");
        assertThat(types("inventory-tracking")).containsExactly("reservation.updated.v1", "reservation.updated.v1");
        assertThat(types("shipping-automation")).containsExactly("order.released.v1", "order.stopped.v1");
        assertThat(types("analytics"))
                .containsExactly(
                        "order.updated.v1",
                        "order.released.v1",
                        "reservation.updated.v1",
                        "order.updated.v1",
                        "order.stopped.v1",
                        "reservation.updated.v1");
        assertThat(RECEIVERS.received(order))
                .allSatisfy(received -> assertThat(MessageContract.violations(received.event()))
                        .as(received.type())
                        .isEmpty());
        assertThat(RECEIVERS.received(order))
                .extracting(received -> received.receiver() + received.event().path("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherAddressOfAReleasedOrderIsToldToShippingOnceHoweverOftenItIsRead() {
        story("AWAITING_SHIPMENT", T);
        await().until(() -> types("shipping-automation").equals(List.of("order.released.v1")));
        shop.put(order, "AWAITING_SHIPMENT", T + 1)
                .withObject("recipient_address")
                .put("address_line1", "2 Other Road");
        moved(T + 1);
        await().until(() -> types("shipping-automation").size() == 3);
        shop.put(order, "AWAITING_SHIPMENT", T + 2);
        moved(T + 2);
        await().until(() -> shop.revision(order) == 3);
        moved(T + 1);

        await().until(() -> types("shipping-automation").size() == 4 && shop.hints() == 0);
        assertThat(types("shipping-automation"))
                .containsExactly("order.released.v1", "order.released.v1", "recipient.changed.v1", "order.released.v1");
        Received told = RECEIVERS.received("shipping-automation", order).get(2);
        assertThat(told.event().at("/data/recipient/addressLine1").asText()).isEqualTo("2 Other Road");
        assertThat(MessageContract.violations(told.event())).isEmpty();
        assertThat(types("analytics")).contains("recipient.changed.v1");
    }

    private void moved(long time) {
        shop.post("{\"type\":3,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + time + ",\"data\":{\"order_id\":\""
                + order + "\",\"update_time\":" + time + "}}");
    }

    @Test
    void anOrderOnHoldIsNotReleasedAndTheEndOfTheHoldReleasesIt() {
        story("UNPAID", T);
        await().until(() -> shop.revision(order) == 1);
        story("ON_HOLD", T + 1);
        await().until(() -> shop.revision(order) == 2);
        await().during(Duration.ofMillis(400))
                .until(() -> types("shipping-automation").isEmpty());

        story("AWAITING_SHIPMENT", T + 2);

        await().until(() -> types("shipping-automation").equals(List.of("order.released.v1")));
    }

    @Test
    void withoutTheHoldFlowTheReleaseComesByItselfWhenTheHourAfterPaymentIsOver() {
        long paid = Instant.now().minus(Duration.ofHours(1)).plusSeconds(2).getEpochSecond();
        shop.put(order, "AWAITING_SHIPMENT", T).put("is_on_hold_order", false).put("paid_time", paid);
        shop.tell(order, "AWAITING_SHIPMENT", T);
        await().until(() -> shop.revision(order) == 1);
        assertThat(shop.hints()).isEqualTo(1);
        assertThat(types("shipping-automation")).isEmpty();

        await().until(() -> types("shipping-automation").equals(List.of("order.released.v1")));

        Received released = RECEIVERS.received("shipping-automation", order).get(0);
        assertThat(released.at()).isAfterOrEqualTo(Instant.ofEpochSecond(paid).plus(Duration.ofHours(1)));
        assertThat(shop.hints()).isZero();
        assertThat(shop.reads()).hasSize(2);
    }

    @Test
    void anAnswerThatACancellationHasOvertakenDoesNotReleaseWhenTheHourIsOver() {
        Instant paid = Instant.ofEpochSecond(
                Instant.now().minus(Duration.ofHours(1)).plusSeconds(2).getEpochSecond());
        shop.put(order, "AWAITING_SHIPMENT", T).put("is_on_hold_order", false).put("paid_time", paid.getEpochSecond());
        shop.tell(order, "AWAITING_SHIPMENT", T);
        await().until(() -> shop.revision(order) == 1);
        shop.tell(order, "CANCEL", T + 5);
        await().until(() -> Instant.now().isAfter(paid.plus(Duration.ofHours(1))));
        int reads = shop.reads().size();
        hints.ask("order", List.of(Wanted.now(shop.id(), order, null)), false);
        await().until(() -> shop.reads().size() > reads
                && shop.count("select count(*) from hint where shop_id = :shop and kind = 'order' and looks > 0") == 1);
        shop.put(order, "CANCELLED", T + 5);

        await().until(() -> shop.status(order).equals("cancelled"));
        await().until(() -> types("analytics").size() >= 4);
        assertThat(types("shipping-automation")).isEmpty();
        assertThat(types("analytics")).doesNotContain("order.released.v1");
    }

    @Test
    void anAnswerThatAnEventHasOvertakenReleasesAtTheNextLook() {
        shop.put(order, "ON_HOLD", T);
        shop.tell(order, "ON_HOLD", T);
        await().until(() -> shop.revision(order) == 1);
        shop.put(order, "AWAITING_SHIPMENT", T + 1);
        shop.tell(order, "AWAITING_SHIPMENT", T + 2);
        await().until(() -> shop.status(order).equals("awaiting_shipment"));
        assertThat(types("shipping-automation")).isEmpty();
        shop.put(order, "AWAITING_SHIPMENT", T + 2);

        await().until(() -> types("shipping-automation").equals(List.of("order.released.v1")));
    }

    @Test
    void anOrderWithinTheHourIsRememberedForItsEnd() {
        Instant paid = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        shop.put(order, "AWAITING_SHIPMENT", T).put("is_on_hold_order", false).put("paid_time", paid.getEpochSecond());
        shop.tell(order, "AWAITING_SHIPMENT", T);

        await().until(() -> shop.revision(order) == 1);
        assertThat(
                        shop.count(
                                "select extract(epoch from due_at)::integer from hint where shop_id = :shop and kind = 'order'"))
                .isEqualTo((int) paid.plus(Duration.ofHours(1)).getEpochSecond());
        assertThat(
                        shop.count(
                                "select count(*) from hint where shop_id = :shop and kind = 'order' and waiting_since = due_at"))
                .as("until then, it does not wait")
                .isEqualTo(1);
        assertThat(types("shipping-automation")).isEmpty();
    }

    @Test
    void aRequestToCancelStopsAReleasedOrderAndTheCancellationIsToldToo() {
        story("AWAITING_SHIPMENT", T);
        await().until(() -> types("shipping-automation").size() == 1);
        ObjectNode asked = shop.put(order, "AWAITING_SHIPMENT", T + 1);
        asked.put("is_buyer_request_cancel", true);
        shop.tell(order, "AWAITING_SHIPMENT", T + 1);
        await().until(() -> types("shipping-automation").size() == 2);
        story("CANCEL", T + 2);

        await().until(() -> types("shipping-automation")
                .equals(List.of("order.released.v1", "order.stopped.v1", "order.stopped.v1")));
        assertThat(RECEIVERS.received("shipping-automation", order))
                .extracting(received -> received.event().at("/data/cause").asText())
                .containsExactly("", "cancellation_requested", "cancelled");
    }

    @Test
    void aRequestToCancelThatAnOlderAnswerDoesNotTellYetIsLookedForAgain() {
        story("AWAITING_SHIPMENT", T);
        await().until(() -> types("shipping-automation").size() == 1 && shop.hints() == 0);

        shop.post("{\"type\":11,\"shop_id\":\"" + shop.id() + "\",\"timestamp\":" + T + ",\"data\":{\"order_id\":\""
                + order + "\",\"cancel_status\":\"CANCELLATION_REQUEST_PENDING\",\"create_time\":" + (T + 1) + "}}");
        await().until(() -> shop.reads().size() == 2);
        shop.put(order, "AWAITING_SHIPMENT", T + 1).put("is_buyer_request_cancel", true);

        await().until(() -> types("shipping-automation").equals(List.of("order.released.v1", "order.stopped.v1")));
        assertThat(shop.hints()).isZero();
    }

    @Test
    void anOrderCancelledBeforeItsReleaseNeverReachesShipping() {
        story("ON_HOLD", T);
        await().until(() -> shop.revision(order) == 1);
        story("CANCEL", T + 1);

        await().until(() -> types("analytics").size() == 4);
        assertThat(types("shipping-automation")).isEmpty();
    }

    private void story(String status, long time) {
        shop.move(order, status, time);
    }

    private void analytics(int messages) {
        await().until(() -> types("analytics").size() == messages);
        await().until(() -> types("shipping-automation").size() * 3 == messages);
        await().until(() -> types("order-management").size() * 3 == messages);
        await().until(() -> types("inventory-tracking").size() * 3 == messages);
    }

    private List<String> types(String receiver) {
        return RECEIVERS.received(receiver, order).stream().map(Received::type).toList();
    }
}
