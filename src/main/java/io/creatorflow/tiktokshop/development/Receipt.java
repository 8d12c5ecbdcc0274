package io.creatorflow.tiktokshop.development;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A message that a demo receiver took.
 *
 * @param receiver its name
 * @param subject the id of what the message is about
 * @param type such as {@code order.updated.v1}
 * @param status the status of what it is about, or the state of its stock or refund
 * @param at when it came in
 */
record Receipt(String receiver, String subject, String type, String status, Instant at) {

    private static final Set<String> WITH_STATUS = Set.of(
            "order.updated.v1",
            "cancellation.updated.v1",
            "return.updated.v1",
            "refund.updated.v1",
            "package.updated.v1",
            "product.updated.v1",
            "invoice.updated.v1",
            "stock-alert.updated.v1");
    private static final Set<String> OF_ORDERS = Set.of("reservation", "recipient");
    private static final Map<String, String> WORDS = Map.of(
            "order.released.v1", "released: ship it",
            "order.stopped.v1", "stop: do not ship it",
            "product.updated.v1 activate", "product is on sale",
            "recipient.changed.v1", "goes elsewhere",
            "shop.updated.v1", "shop has changed",
            "stock.updated.v1", "stock has changed",
            "reservation.updated.v1 reserved", "stock reserved",
            "reservation.updated.v1 committed", "stock has left",
            "reservation.updated.v1 released", "stock free again");

    /** What it is about, such as {@code order 577900000000000003}. */
    String about() {
        return (OF_ORDERS.contains(kind()) ? "order" : kind()) + " " + subject;
    }

    private String kind() {
        return type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
    }

    /** What it says, in a few words. */
    String words() {
        if (WITH_STATUS.contains(type)) {
            return WORDS.getOrDefault(type + " " + status, kind() + " is " + status.replace('_', ' '));
        }
        return WORDS.getOrDefault(type, WORDS.getOrDefault(type + " " + status, type));
    }
}
