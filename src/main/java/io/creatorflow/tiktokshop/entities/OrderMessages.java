package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new revision of an order has to say. Who hears it is decided by the route {@code route-messages}. */
public final class OrderMessages {

    /** Each revision, whole. */
    public static final String UPDATED = "order.updated.v1";
    /** Each revision that may be shipped, whole. */
    public static final String RELEASED = "order.released.v1";
    /** What was released, or shipped, must not go on. */
    public static final String STOPPED = "order.stopped.v1";
    /** What was released goes to somebody else, or elsewhere. */
    public static final String RECIPIENT = "recipient.changed.v1";
    /** The stock that the order holds has changed. */
    public static final String RESERVATION = "reservation.updated.v1";

    /** A deadline is near, and whoever ships has not met it yet. */
    public static final String DUE = "order.due.v1";

    /** Every type that an order can cause. */
    public static final List<String> TYPES = List.of(UPDATED, RELEASED, STOPPED, RECIPIENT, RESERVATION, DUE);

    private OrderMessages() {}

    /**
     * Compares a revision with the one before.
     *
     * @param previous our order as it was kept, with its {@code release}; null if this is the first
     * @param order our order as it is kept now, with {@code revision} and {@code release}
     * @return the messages, the whole order first
     */
    public static List<Message> of(@Nullable JsonNode previous, ObjectNode order) {
        List<Message> messages = new ArrayList<>();
        messages.add(message(UPDATED, order, order));
        shipping(previous, order, messages);
        if (Deadlines.isNew(previous, order)) {
            messages.add(message(DUE, order, Deadlines.due(order)));
        }
        ObjectNode reservation = Reservation.of(order).json();
        if (previous == null || !reservation.equals(Reservation.of(previous).json())) {
            messages.add(message(RESERVATION, order, reservation));
        }
        return messages;
    }

    /** What whoever ships has to know: nothing of what others fulfil, and did before. */
    private static void shipping(@Nullable JsonNode previous, ObjectNode order, List<Message> messages) {
        if (!Release.isOurs(order) && (previous == null || !Release.isOurs(previous))) {
            return;
        }
        Release.State before = Release.State.in(previous);
        Release.State now = Release.State.in(order);
        if (now == Release.State.RELEASED) {
            messages.add(message(RELEASED, order, order));
        } else if (stops(before, now)) {
            ObjectNode stop = stop(order);
            if (previous == null || before != Release.State.STOPPED || !stop.equals(stop(previous))) {
                messages.add(message(STOPPED, order, stop));
            }
        }
        if (previous != null
                && shipping(before)
                && now != Release.State.STOPPED
                && Recipient.changed(previous.path("recipient"), order.path("recipient"))) {
            messages.add(message(RECIPIENT, order, recipient(order)));
        }
    }

    /** Shipping has to be told: it may have begun, and must not go on. */
    private static boolean stops(Release.State before, Release.State now) {
        return switch (now) {
            case STOPPED -> before != Release.State.NOT_READY;
            case NOT_READY -> before == Release.State.RELEASED;
            case RELEASED, DONE -> false;
        };
    }

    /** Shipping was told to ship it, and not to stop. */
    private static boolean shipping(Release.State state) {
        return state == Release.State.RELEASED || state == Release.State.DONE;
    }

    private static ObjectNode stop(JsonNode order) {
        boolean cancelled =
                Lifecycle.CANCELLED.word().equals(order.path("status").asText());
        boolean requested = order.path("buyerRequestedCancel").asBoolean();
        ObjectNode stop = JsonNodeFactory.instance.objectNode();
        stop.set("orderId", order.path("orderId"));
        stop.set("shopId", order.path("shopId"));
        stop.put("cause", cancelled ? "cancelled" : requested ? "cancellation_requested" : "withdrawn");
        JsonNode cancellation = order.path("cancellation");
        copy(cancellation, "reason", stop);
        copy(cancellation, "initiator", stop);
        JsonNode at = cancellation.path(cancelled ? "at" : "requestedAt");
        if (at.isTextual()) {
            stop.set("at", at);
        }
        return stop;
    }

    private static ObjectNode recipient(JsonNode order) {
        ObjectNode recipient = JsonNodeFactory.instance.objectNode();
        List.of("orderId", "shopId", "status", "updatedAt", "release", "recipient")
                .forEach(field -> copy(order, field, recipient));
        return recipient;
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        JsonNode value = from.get(field);
        if (value != null) {
            to.set(field, value);
        }
    }

    private static Message message(String type, JsonNode order, JsonNode data) {
        return new Message(
                type,
                order.path("shopId").asText(),
                "order",
                order.path("orderId").asText(),
                order.path("revision").asLong(),
                Instant.parse(order.path("updatedAt").asText()),
                data);
    }
}
