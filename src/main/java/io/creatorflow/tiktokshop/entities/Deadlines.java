package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of an order that whoever ships has to be told of before they pass. Those that are near stand in our order as
 * {@code due} until they are met or moved. So each is told once, however often the order is read.
 *
 * @param hold how long after payment TikTok holds an order
 * @param before how long before a deadline it is told
 * @param beforeHoldEnds how long before the end of the hold it is told
 */
record Deadlines(Duration hold, Duration before, Duration beforeHoldEnds) {

    private static final String DUE = "due";
    private static final String HOLD_END = "holdEnd";

    /** By the names of our order, and the status that meets each (rts_sla_time, tts_sla_time, cancel_order_sla_time and others). */
    private static final Map<String, Lifecycle> MET_BY = Map.of(
            "readyToShip", Lifecycle.AWAITING_COLLECTION,
            "pickUpCutOff", Lifecycle.AWAITING_COLLECTION,
            "handover", Lifecycle.IN_TRANSIT,
            "shipping", Lifecycle.AWAITING_COLLECTION,
            "automaticCancellation", Lifecycle.IN_TRANSIT);

    /** Keeps what was told when newer facts take the place of older ones. */
    static void keep(JsonNode older, ObjectNode newer) {
        JsonNode due = older.get(DUE);
        if (due != null && !newer.has(DUE)) {
            newer.set(DUE, due);
        }
    }

    /** Says in our order, last of all, which deadlines are near: those told already, and those that time has brought near. */
    void complete(ObjectNode order, Instant now) {
        JsonNode told = order.path(DUE).deepCopy();
        ArrayNode due = JsonNodeFactory.instance.arrayNode();
        open(order).forEach((name, at) -> {
            ObjectNode one = due.objectNode().put("deadline", name).put("at", at.toString());
            boolean near = !now.isBefore(lookAt(name, at)) && now.isBefore(at);
            if (near || has(told, one)) {
                due.add(one);
            }
        });
        order.remove(DUE);
        if (!due.isEmpty()) {
            order.set(DUE, due);
        }
    }

    /** When the next deadline comes near; null when none will. */
    @Nullable
    Instant next(JsonNode order, Instant now) {
        return open(order).entrySet().stream()
                .map(deadline -> lookAt(deadline.getKey(), deadline.getValue()))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Whether a deadline has come near that was not so in the revision before. */
    static boolean isNew(@Nullable JsonNode previous, JsonNode order) {
        for (JsonNode one : order.path(DUE)) {
            if (previous == null || !has(previous.path(DUE), one)) {
                return true;
            }
        }
        return false;
    }

    /** What is said of an order: all its deadlines that are near. */
    static ObjectNode due(JsonNode order) {
        ObjectNode due = JsonNodeFactory.instance.objectNode();
        for (String field : new String[] {"orderId", "shopId", "status", DUE}) {
            due.set(field, order.path(field));
        }
        return due;
    }

    private Instant lookAt(String name, Instant at) {
        return at.minus(name.equals(HOLD_END) ? beforeHoldEnds : before);
    }

    /** The deadlines that are still to be met, by whoever ships for the seller. */
    private Map<String, Instant> open(JsonNode order) {
        Map<String, Instant> open = new LinkedHashMap<>();
        Lifecycle status = Lifecycle.of(order.path("status").asText());
        if (status == null
                || !Release.isOurs(order)
                || order.path("buyerRequestedCancel").asBoolean()) {
            return open;
        }
        if (status == Lifecycle.ON_HOLD && order.path("paidAt").isTextual()) {
            open.put(HOLD_END, Instant.parse(order.path("paidAt").asText()).plus(hold));
        }
        order.path("deadlines").fields().forEachRemaining(deadline -> {
            Lifecycle met = MET_BY.get(deadline.getKey());
            if (met != null && status.compareTo(Lifecycle.AWAITING_SHIPMENT) >= 0 && status.compareTo(met) < 0) {
                open.put(deadline.getKey(), Instant.parse(deadline.getValue().asText()));
            }
        });
        return open;
    }

    private static boolean has(JsonNode list, JsonNode one) {
        for (JsonNode other : list) {
            if (other.equals(one)) {
                return true;
            }
        }
        return false;
    }
}
