package io.creatorflow.tiktokshop.entities;

import static io.creatorflow.tiktokshop.entities.OrderMessages.RECIPIENT;
import static io.creatorflow.tiktokshop.entities.OrderMessages.RELEASED;
import static io.creatorflow.tiktokshop.entities.OrderMessages.RESERVATION;
import static io.creatorflow.tiktokshop.entities.OrderMessages.STOPPED;
import static io.creatorflow.tiktokshop.entities.OrderMessages.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderMessagesTest {

    @Test
    void theFirstRevisionTellsTheOrderAndItsReservation() {
        assertThat(types(null, order("unpaid", "not_ready"))).containsExactly(UPDATED, RESERVATION);
    }

    @Test
    void everyRevisionThatMayBeShippedIsToldToShipping() {
        ObjectNode released = order("awaiting_shipment", "released");

        assertThat(types(order("on_hold", "not_ready"), released)).containsExactly(UPDATED, RELEASED);
        assertThat(types(released, released.deepCopy().put("sellerNote", "new")))
                .containsExactly(UPDATED, RELEASED);
    }

    @Test
    void whatWasReleasedIsStoppedWhenTheBuyerAsksAndAgainWhenItIsCancelled() {
        ObjectNode released = order("awaiting_shipment", "released");
        ObjectNode requested = order("awaiting_shipment", "stopped");
        ObjectNode cancelled = order("cancelled", "stopped");

        assertThat(types(released, requested)).containsExactly(UPDATED, STOPPED);
        assertThat(types(requested, requested.deepCopy().put("sellerNote", "new")))
                .containsExactly(UPDATED);
        assertThat(types(requested, cancelled)).containsExactly(UPDATED, STOPPED, RESERVATION);
    }

    @Test
    void whatWasShippedIsStoppedWhenItIsCancelled() {
        assertThat(types(order("awaiting_collection", "done"), order("cancelled", "stopped")))
                .containsExactly(UPDATED, STOPPED, RESERVATION);
    }

    @Test
    void whatWasShippedIsStoppedWhenItIsCancelledAlsoAfterAStatusWeDoNotKnow() {
        ObjectNode shipped = arranged("awaiting_collection");
        ObjectNode unknown = arranged("teleporting");

        assertThat(types(shipped, unknown)).doesNotContain(STOPPED);
        assertThat(types(unknown, arranged("cancelled"))).containsExactly(UPDATED, STOPPED, RESERVATION);
    }

    private static ObjectNode arranged(String status) {
        ObjectNode order = order(status, "");
        ((ObjectNode) order.at("/items/0/units/0")).put("arrangedAt", "2025-10-09T08:53:20Z");
        order.set("release", Release.of(order, Instant.EPOCH, Duration.ZERO).json());
        return order;
    }

    @Test
    void whatWasNeverReleasedNeedsNoStop() {
        assertThat(types(null, order("cancelled", "stopped"))).containsExactly(UPDATED, RESERVATION);
        assertThat(types(order("on_hold", "not_ready"), order("cancelled", "stopped")))
                .containsExactly(UPDATED, RESERVATION);
    }

    @Test
    void aWithdrawnRequestReleasesAgain() {
        assertThat(types(order("awaiting_shipment", "stopped"), order("awaiting_shipment", "released")))
                .containsExactly(UPDATED, RELEASED);
    }

    @Test
    void whatTikTokTakesBackAfterTheReleaseIsStopped() {
        List<Message> messages =
                OrderMessages.of(order("awaiting_shipment", "released"), order("on_hold", "not_ready"));

        assertThat(messages).extracting(Message::type).containsExactly(UPDATED, STOPPED);
        assertThat(messages.get(1).data().path("cause").asText()).isEqualTo("withdrawn");
    }

    @Test
    void anotherRecipientOfWhatIsToBeShippedIsTold() {
        ObjectNode released = order("awaiting_shipment", "released");
        ObjectNode shipped = order("awaiting_collection", "done");

        assertThat(types(to("Sam", released), to("Alex", released))).containsExactly(UPDATED, RELEASED, RECIPIENT);
        assertThat(types(to("Sam", shipped), to("Alex", shipped))).containsExactly(UPDATED, RECIPIENT);
        ObjectNode told = (ObjectNode)
                OrderMessages.of(to("Sam", shipped), to("Alex", shipped)).get(1).data();
        assertThat(told.at("/recipient/name").asText()).isEqualTo("Alex");
        assertThat(Buyer.erase(told)).isTrue();
        assertThat(told.toString()).doesNotContain("Alex");
    }

    @Test
    void aRecipientIsNotToldWhereNothingWasReleasedOrNothingChanged() {
        ObjectNode released = order("awaiting_shipment", "released");
        ObjectNode stopped = order("awaiting_shipment", "stopped");
        ObjectNode seenLater = to("Sam", released);
        seenLater.withObject("recipient").put("asOf", "2025-10-10T00:00:00Z");
        ObjectNode hidden = to("S***", released);
        hidden.withObject("recipient").put("masked", true);

        assertThat(types(null, to("Sam", released))).doesNotContain(RECIPIENT);
        assertThat(types(to("Sam", order("on_hold", "not_ready")), to("Alex", released)))
                .doesNotContain(RECIPIENT);
        assertThat(types(to("Sam", stopped), to("Alex", released))).doesNotContain(RECIPIENT);
        assertThat(types(to("Sam", released), to("Alex", stopped))).containsExactly(UPDATED, STOPPED);
        assertThat(types(to("Sam", released), seenLater)).doesNotContain(RECIPIENT);
        assertThat(types(to("Sam", released), hidden)).doesNotContain(RECIPIENT);
        assertThat(types(hidden, to("Sam", released))).doesNotContain(RECIPIENT);
        assertThat(types(released, released)).doesNotContain(RECIPIENT);
    }

    @Test
    void whoeverShipsHearsNothingOfWhatOthersFulfil() {
        ObjectNode shipped = byTikTok(order("in_transit", "done"));

        assertThat(types(to("Sam", shipped), to("Alex", shipped))).containsExactly(UPDATED);
        assertThat(types(shipped, byTikTok(order("cancelled", "stopped")))).containsExactly(UPDATED, RESERVATION);
    }

    @Test
    void whatOthersFulfilFromNowOnIsStopped() {
        assertThat(types(order("awaiting_shipment", "released"), byTikTok(order("awaiting_shipment", "not_ready"))))
                .contains(STOPPED);
    }

    private static ObjectNode byTikTok(ObjectNode order) {
        order.withObject("fulfillment").put("by", "tiktok");
        return order;
    }

    private static ObjectNode to(String name, ObjectNode order) {
        ObjectNode addressed = order.deepCopy();
        addressed
                .putObject("recipient")
                .put("masked", false)
                .put("asOf", "2025-10-09T08:53:20Z")
                .put("name", name);
        return addressed;
    }

    @Test
    void aMessageCarriesWhoseRevisionItIs() {
        Message message = OrderMessages.of(null, order("unpaid", "not_ready")).get(0);

        assertThat(message.shopId()).isEqualTo("749");
        assertThat(message.kind()).isEqualTo("order");
        assertThat(message.entityId()).isEqualTo("577");
        assertThat(message.revision()).isEqualTo(4);
        assertThat(message.time()).isEqualTo(Instant.parse("2025-10-09T08:53:20Z"));
    }

    private static List<String> types(@Nullable ObjectNode previous, ObjectNode order) {
        return OrderMessages.of(previous, order).stream().map(Message::type).toList();
    }

    private static ObjectNode order(String status, String release) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("orderId", "577").put("shopId", "749").put("revision", 4);
        order.put("status", status).put("updatedAt", "2025-10-09T08:53:20Z");
        order.putObject("fulfillment").put("by", "seller");
        order.putObject("release").put("state", release);
        ObjectNode item = order.putArray("items").addObject().put("skuId", "17");
        item.putArray("units").addObject().put("unitId", "1").put("status", status);
        return order;
    }
}
