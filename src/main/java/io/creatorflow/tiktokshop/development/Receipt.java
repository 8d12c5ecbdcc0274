package io.creatorflow.tiktokshop.development;

import java.time.Instant;
import java.util.Map;

/**
 * A message that a demo receiver took.
 *
 * @param receiver its name
 * @param orderId what the message is about
 * @param type such as {@code order.updated.v1}
 * @param status the order's status, or the state of its stock
 * @param at when it came in
 */
record Receipt(String receiver, String orderId, String type, String status, Instant at) {

    private static final Map<String, String> WORDS = Map.of(
            "order.released.v1", "released: ship it",
            "order.stopped.v1", "stop: do not ship it",
            "reservation.updated.v1 reserved", "stock reserved",
            "reservation.updated.v1 committed", "stock has left",
            "reservation.updated.v1 released", "stock free again");

    /** What it says, in a few words. */
    String words() {
        if (type.equals("order.updated.v1")) {
            return "order is " + status.replace('_', ' ');
        }
        return WORDS.getOrDefault(type, WORDS.getOrDefault(type + " " + status, type));
    }
}
