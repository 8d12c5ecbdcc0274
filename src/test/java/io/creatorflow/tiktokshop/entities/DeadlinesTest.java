package io.creatorflow.tiktokshop.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

    private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration BEFORE = Duration.ofHours(12);

    private final Deadlines deadlines = new Deadlines(Duration.ofHours(1), BEFORE, Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({
        "unpaid, readyToShip, false",
        "awaiting_shipment, readyToShip, true",
        "partially_shipping, readyToShip, true",
        "awaiting_collection, readyToShip, false",
        "awaiting_collection, shipping, false",
        "awaiting_collection, handover, true",
        "awaiting_collection, automaticCancellation, true",
        "in_transit, handover, false",
        "cancelled, handover, false",
        "awaiting_shipment, delivery, false",
        "from_the_future, handover, false",
    })
    void aDeadlineIsDueUntilItsStatusMeetsIt(String status, String name, boolean due) {
        ObjectNode order = order(status, name);

        deadlines.complete(order, AT.minus(BEFORE));

        assertThat(Deadlines.isNew(null, order)).isEqualTo(due);
    }

    @Test
    void itComesNearByTimeAndIsLookedAtThen() {
        ObjectNode order = order("awaiting_shipment", "readyToShip");
        Instant early = AT.minus(BEFORE).minusSeconds(1);
        deadlines.complete(order, early);

        assertThat(order.has("due")).isFalse();
        assertThat(deadlines.next(order, early)).isEqualTo(AT.minus(BEFORE));
        assertThat(deadlines.next(order, AT.minus(BEFORE))).isNull();
    }

    @Test
    void whatWasToldStaysWhileItIsNotMetAndIsNotNewAgain() {
        ObjectNode told = order("awaiting_shipment", "readyToShip");
        deadlines.complete(told, AT.minus(BEFORE));
        ObjectNode read = order("awaiting_shipment", "readyToShip");
        Deadlines.keep(told, read);
        deadlines.complete(read, AT.plusSeconds(60));

        assertThat(read).isEqualTo(told);
        assertThat(Deadlines.isNew(told, read)).isFalse();
    }

    @Test
    void aDeadlineThatIsMovedIsToldAnewWhenItComesNear() {
        ObjectNode told = order("awaiting_shipment", "readyToShip");
        deadlines.complete(told, AT.minus(BEFORE));
        ObjectNode moved = order("awaiting_shipment", "readyToShip");
        ((ObjectNode) moved.path("deadlines"))
                .put("readyToShip", AT.plus(BEFORE).toString());
        Deadlines.keep(told, moved);
        deadlines.complete(moved, AT.minus(BEFORE));

        assertThat(moved.has("due")).isFalse();
        assertThat(deadlines.next(moved, AT.minus(BEFORE))).isEqualTo(AT);
        deadlines.complete(moved, AT);
        assertThat(Deadlines.isNew(told, moved)).isTrue();
    }

    @Test
    void whatHasPassedBeforeItWasKnownIsNotTold() {
        ObjectNode order = order("awaiting_shipment", "readyToShip");
        deadlines.complete(order, AT);

        assertThat(order.has("due")).isFalse();
        assertThat(deadlines.next(order, AT)).isNull();
    }

    @Test
    void whoeverShipsHearsBeforeTikToksHoldEnds() {
        ObjectNode order = order("on_hold", "readyToShip");
        order.put("paidAt", "2026-03-01T10:00:00Z");
        deadlines.complete(order, Instant.parse("2026-03-01T10:50:00Z"));

        assertThat(Deadlines.due(order).path("due").toString())
                .isEqualTo("[{\"deadline\":\"holdEnd\",\"at\":\"2026-03-01T11:00:00Z\"}]");
        assertThat(deadlines.next(order, Instant.parse("2026-03-01T10:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-01T10:50:00Z"));
    }

    @Test
    void nobodyShipsWhatTheBuyerAsksToCancelOrTikTokShips() {
        ObjectNode asked = order("awaiting_shipment", "handover").put("buyerRequestedCancel", true);
        ObjectNode theirs = order("awaiting_shipment", "handover");
        theirs.putObject("fulfillment").put("by", "tiktok");
        deadlines.complete(asked, AT.minusSeconds(1));
        deadlines.complete(theirs, AT.minusSeconds(1));

        assertThat(asked.has("due") || theirs.has("due")).isFalse();
    }

    private static ObjectNode order(String status, String deadline) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("orderId", "1").put("shopId", "2").put("status", status);
        order.putObject("deadlines").put(deadline, AT.toString());
        order.putObject("fulfillment").put("by", "seller");
        return order;
    }
}
