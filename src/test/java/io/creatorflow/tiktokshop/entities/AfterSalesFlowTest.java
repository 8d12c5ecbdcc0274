package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.support.TestEnvironment.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.creatorflow.tiktokshop.support.AfterSalesBook;
import io.creatorflow.tiktokshop.support.IntegrationTest;
import io.creatorflow.tiktokshop.support.ReceiversStub.Received;
import io.creatorflow.tiktokshop.support.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a webhook about a cancellation or a return to the messages about it. */
@IntegrationTest
class AfterSalesFlowTest extends EntityFlow<AfterSalesBook> {

    private final String order = TestShop.newOrderId();
    private final String id = TestShop.newOrderId();

    AfterSalesFlowTest() {
        super(new AfterSalesBook());
    }

    @Test
    void aCancellationIsToldWithEachOfItsChangesAndItsOrderIsReadToo() {
        shop.put(order, "AWAITING_SHIPMENT", T);
        cancellation("CANCELLATION_REQUEST_PENDING", T);
        await().until(() -> statuses("order-management").equals(List.of("pending")));
        cancellation("CANCELLATION_REQUEST_CANCELLED", T + 1);

        await().until(() -> statuses("order-management").equals(List.of("pending", "cancelled")));
        await().until(() -> statuses("analytics").equals(List.of("pending", "cancelled")));
        assertThat(RECEIVERS.received("order-management", id))
                .extracting(Received::type)
                .containsOnly("cancellation.updated.v1", "refund.updated.v1");
        assertThat(RECEIVERS.received("shipping-automation", id)).isEmpty();
        await().until(() -> shop.revision(order) == 1);
    }

    @Test
    void aReturnIsToldWithEachOfItsChanges() {
        shop.put(order, "DELIVERED", T);
        comesBack("RETURN_OR_REFUND_REQUEST_PENDING", T);
        await().until(() -> statuses("order-management").equals(List.of("pending")));
        comesBack("AWAITING_BUYER_SHIP", T + 1);

        await().until(() -> statuses("order-management").equals(List.of("pending", "awaiting_buyer_ship")));
        await().until(() -> statuses("analytics").equals(List.of("pending", "awaiting_buyer_ship")));
        assertThat(RECEIVERS.received("order-management", id))
                .extracting(Received::type)
                .containsOnly("return.updated.v1", "refund.updated.v1");
        assertThat(shop.hints()).isZero();
    }

    @Test
    void whatAReturnPaysBackIsToldWithItsState() {
        comesBack("RETURN_OR_REFUND_REQUEST_PENDING", T);
        await().until(() -> refunds().equals(List.of("requested")));
        comesBack("RETURN_OR_REFUND_REQUEST_COMPLETE", T + 1);

        await().until(() -> refunds().equals(List.of("requested", "paid")));
    }

    private List<String> refunds() {
        return RECEIVERS.received("order-management", id).stream()
                .filter(received -> received.type().equals("refund.updated.v1"))
                .map(received -> received.event().at("/data/state").asText())
                .toList();
    }

    @Test
    void aReturnThatIsOlderThanItsEventIsLookedAtAgain() {
        book.putReturn(id, order, "RETURN_OR_REFUND_REQUEST_PENDING", T);
        told(12, "\"return_id\":\"" + id + "\",\"update_time\":" + (T + 9));
        await().until(() -> shop.count("select coalesce(max(looks), 0) from hint where shop_id = :shop") > 0);
        book.putReturn(id, order, "RETURN_OR_REFUND_REQUEST_SUCCESS", T + 9);

        await().until(() -> statuses("order-management").equals(List.of("pending", "success")));
    }

    @Test
    void aCancellationThatCannotBeMappedIsParkedAndItsOrderGoesOn() {
        shop.put(order, "AWAITING_SHIPMENT", T);
        book.putCancellation(id, order, "CANCELLATION_REQUEST_PENDING", T).put("update_time", "yesterday");
        told(11, "\"order_id\":\"" + order + "\",\"cancel_id\":\"" + id + '"');

        await().until(() -> shop.parked().equals(List.of(id)));
        await().until(() -> shop.revision(order) == 1);
    }

    private void cancellation(String status, long time) {
        book.putCancellation(id, order, status, time);
        told(11, "\"order_id\":\"" + order + "\",\"cancel_id\":\"" + id + "\",\"cancel_status\":\"" + status + '"');
    }

    private void comesBack(String status, long time) {
        book.putReturn(id, order, status, time);
        told(12, "\"order_id\":\"" + order + "\",\"return_id\":\"" + id + "\",\"update_time\":" + time);
    }

    private List<String> statuses(String receiver) {
        return statuses(receiver, id);
    }
}
