package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.entities.Release.State.DONE;
import static io.creatorflow.tiktokshop.entities.Release.State.NOT_READY;
import static io.creatorflow.tiktokshop.entities.Release.State.RELEASED;
import static io.creatorflow.tiktokshop.entities.Release.State.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant PAID = Instant.parse("2025-10-09T08:00:00Z");
    private static final Instant DUE = PAID.plus(HOUR);

    @ParameterizedTest
    @CsvSource({
        "unpaid, NOT_READY, STOPPED",
        "on_hold, NOT_READY, STOPPED",
        "awaiting_shipment, RELEASED, STOPPED",
        "partially_shipping, RELEASED, STOPPED",
        "awaiting_collection, DONE, DONE",
        "in_transit, DONE, DONE",
        "delivered, DONE, DONE",
        "completed, DONE, DONE",
        "cancelled, STOPPED, STOPPED",
        "teleporting, NOT_READY, STOPPED"
    })
    void theStatusDecidesAndARequestToCancelStopsWhatIsNotShipped(
            String status, Release.State usual, Release.State whenTheBuyerAsksToCancel) {
        assertThat(Release.of(order(status, true), PAID, HOUR)).isEqualTo(new Release(usual, null));
        assertThat(Release.of(order(status, true).put("buyerRequestedCancel", true), PAID, HOUR)
                        .state())
                .isEqualTo(whenTheBuyerAsksToCancel);
    }

    @Test
    void whatIsArrangedWasShippedThoughWeDoNotKnowItsStatus() {
        ObjectNode order = order("teleporting", true);
        ArrayNode units = order.putArray("items").addObject().putArray("units");
        units.addObject().put("arrangedAt", PAID.toString());
        units.addObject().put("status", "cancelled");

        assertThat(Release.of(order, PAID, HOUR)).isEqualTo(new Release(DONE, null));

        units.addObject().put("status", "awaiting_shipment");
        assertThat(Release.of(order, PAID, HOUR)).isEqualTo(new Release(NOT_READY, null));
    }

    @Test
    void withoutTheHoldFlowAnHourHasToPassAfterPayment() {
        ObjectNode order = order("awaiting_shipment", false);

        assertThat(Release.of(order, DUE.minusMillis(1), HOUR)).isEqualTo(new Release(NOT_READY, DUE));
        assertThat(Release.of(order, DUE, HOUR)).isEqualTo(new Release(RELEASED, DUE));
    }

    @Test
    void anOrderPaidOnDeliveryWaitsAnHourAfterItWasPlaced() {
        ObjectNode order = order("awaiting_shipment", false);
        order.remove("paidAt");
        order.put("createdAt", "2025-10-09T07:30:00Z");

        assertThat(Release.of(order, PAID, HOUR))
                .isEqualTo(new Release(NOT_READY, Instant.parse("2025-10-09T08:30:00Z")));
    }

    @Test
    void withoutAnyTimeAnOrderOutsideTheHoldFlowIsNotReleased() {
        ObjectNode order = order("awaiting_shipment", false);
        order.remove("paidAt");

        assertThat(Release.of(order, DUE, HOUR)).isEqualTo(new Release(NOT_READY, null));
    }

    @ParameterizedTest
    @CsvSource({"tiktok", "dilayani_tokopedia", "drone"})
    void whatOthersFulfilIsNeverReleased(String by) {
        ObjectNode order = order("awaiting_shipment", true);
        order.putObject("fulfillment").put("by", by);

        assertThat(Release.of(order, DUE, HOUR).state()).isEqualTo(NOT_READY);
    }

    @Test
    void itIsWrittenInOurWords() {
        assertThat(new Release(NOT_READY, DUE).json())
                .hasToString("{\"state\":\"not_ready\",\"at\":\"2025-10-09T09:00:00Z\"}");
        assertThat(new Release(STOPPED, null).json()).hasToString("{\"state\":\"stopped\"}");
        assertThat(DONE.word()).isEqualTo("done");
    }

    private static ObjectNode order(String status, boolean onHoldFlow) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("status", status).put("paidAt", PAID.toString()).put("buyerRequestedCancel", false);
        order.putObject("hold").put("onHoldFlow", onHoldFlow);
        order.putObject("fulfillment").put("by", "seller");
        return order;
    }
}
