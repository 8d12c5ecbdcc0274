package io.creatorflow.tiktokshop.sandbox.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders to be moved on: either by ids, or a number of a shop's orders, the oldest first.
 *
 * @param orderIds which
 * @param shopId whose
 * @param count how many of that shop's orders; all that fit if left out
 * @param from only those in this status
 * @param to NEXT (default) or a status; CANCELLED cancels
 * @param by who cancels: SELLER (default), BUYER or SYSTEM
 * @param webhooks whether webhooks tell of it, true if left out
 * @param webhooksPerSecond at which pace; all at once if left out
 */
record Moves(
        @Nullable List<String> orderIds,
        @Nullable String shopId,
        @Nullable Integer count,
        @Nullable String from,
        @Nullable String to,
        @Nullable String by,
        @Nullable Boolean webhooks,
        double webhooksPerSecond) {

    static final Moves NEXT = new Moves(null, null, null, null, null, null, null, 0);

    Moves {
        if (by != null && !List.of("SELLER", "BUYER", "SYSTEM").contains(by)) {
            throw new IllegalArgumentException("by is who cancels: give SELLER, BUYER or SYSTEM.");
        }
        if (from != null) {
            Lookup.status("from", from);
        }
        if (to != null && !to.equals("NEXT")) {
            Lookup.status("to", to);
        }
        if (count != null && count < 1) {
            throw new IllegalArgumentException("count is how many orders: give 1 or more.");
        }
    }

    String goal() {
        return to == null ? "NEXT" : to;
    }

    String canceller() {
        return by == null ? "SELLER" : by;
    }

    boolean told() {
        return webhooks == null || webhooks;
    }
}
