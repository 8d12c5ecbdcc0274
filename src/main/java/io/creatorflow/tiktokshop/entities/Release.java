package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order may be shipped. TikTok lets a buyer cancel alone for an hour after payment. Where the order has the
 * ON_HOLD flow, TikTok itself holds it; where it has not, whoever ships has to wait the hour.
 *
 * @param state what shipping may do
 * @param at when the order may be shipped, if that depends on the time; look again then
 */
public record Release(State state, @Nullable Instant at) {

    /** What shipping may do with an order. */
    public enum State {
        /** Not yet, or never: unpaid, on hold, within the hour, not ours to ship, or a status we do not know before all is arranged. */
        NOT_READY,
        /** Ship it. */
        RELEASED,
        /** Do not ship it: cancelled, or the buyer asks for it. */
        STOPPED,
        /** Shipped. */
        DONE;

        /** The word our messages use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state that stands in our order; {@link #NOT_READY} if there is none. */
        static State in(@Nullable JsonNode order) {
            String word =
                    order == null ? "" : order.path("release").path("state").asText();
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findFirst()
                    .orElse(NOT_READY);
        }
    }

    /**
     * Decides about an order.
     *
     * @param order our normalized order
     * @param now the time of the decision
     * @param hold how long after payment an order without the ON_HOLD flow has to wait
     */
    public static Release of(JsonNode order, Instant now, Duration hold) {
        Lifecycle status = Lifecycle.of(order.path("status").asText());
        if (status == null ? isArranged(order) : status.shipped()) {
            return new Release(State.DONE, null);
        }
        if (status == Lifecycle.CANCELLED || order.path("buyerRequestedCancel").asBoolean()) {
            return new Release(State.STOPPED, null);
        }
        boolean toShip = status == Lifecycle.AWAITING_SHIPMENT || status == Lifecycle.PARTIALLY_SHIPPING;
        if (!toShip || !isOurs(order)) {
            return new Release(State.NOT_READY, null);
        }
        if (order.path("hold").path("onHoldFlow").asBoolean()) {
            return new Release(State.RELEASED, null);
        }
        Instant paid = paid(order);
        Instant at = paid == null ? null : paid.plus(hold);
        return new Release(at != null && !now.isBefore(at) ? State.RELEASED : State.NOT_READY, at);
    }

    /** Whether the seller fulfils the order, and no warehouse of others. */
    static boolean isOurs(JsonNode order) {
        return "seller".equals(order.path("fulfillment").path("by").asText());
    }

    /** Whether every unit that was not cancelled is arranged: the order is shipped, whatever its status is called. */
    private static boolean isArranged(JsonNode order) {
        List<JsonNode> units = StreamSupport.stream(order.path("items").spliterator(), false)
                .flatMap(item -> StreamSupport.stream(item.path("units").spliterator(), false))
                .filter(unit ->
                        !Lifecycle.CANCELLED.word().equals(unit.path("status").asText()))
                .toList();
        return !units.isEmpty() && units.stream().allMatch(unit -> unit.has("arrangedAt"));
    }

    /** The payment, or the order where the buyer pays on delivery and nothing is paid yet. */
    private static @Nullable Instant paid(JsonNode order) {
        String paid = order.path("paidAt").asText("");
        String time = paid.isEmpty() ? order.path("createdAt").asText("") : paid;
        return time.isEmpty() ? null : Instant.parse(time);
    }

    /** As it stands in our order: {@code {"state": "not_ready", "at": "2025-10-09T09:53:20Z"}}. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("state", state.word());
        return at == null ? json : json.put("at", at.toString());
    }
}
