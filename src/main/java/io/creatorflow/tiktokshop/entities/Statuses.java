package io.creatorflow.tiktokshop.entities;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Our status words of each kind that has a lifecycle, in the order of its life (TikTok Shop Partner API, statuses of each
 * kind). Merging uses the rank to decide between two answers with the same update time. A return that the seller rejected
 * may still go on, by arbitration, so these states stand before those that follow from it. An invoice that failed may be sent
 * anew, so it goes back at times.
 */
final class Statuses {

    /** The rank of a status that this version does not know: below all others, so that a known one wins a tie. */
    static final int UNKNOWN_RANK = -1;

    private static final Map<String, List<String>> BY_KIND = Map.of(
            "order",
            Arrays.stream(Lifecycle.values()).map(Lifecycle::word).toList(),
            "cancellation",
            List.of("pending", "success", "complete", "cancelled"),
            "invoice",
            List.of("processing", "failed", "invalid", "success"),
            "package",
            List.of("processing", "fulfilling", "completed", "cancelled"),
            "return",
            List.of(
                    "pending",
                    "awaiting_buyer_response",
                    "rejected",
                    "awaiting_buyer_ship",
                    "buyer_shipped_item",
                    "reject_receive_package",
                    "success",
                    "refund_success",
                    "complete",
                    "cancelled"),
            "product",
            List.of(
                    "draft",
                    "pending",
                    "failed",
                    "activate",
                    "seller_deactivated",
                    "platform_deactivated",
                    "freeze",
                    "deleted"));

    /** Kinds whose life goes round: a product is deactivated, deleted, recovered and sold again. No status is further on. */
    private static final Set<String> GO_ROUND = Set.of("product");

    private Statuses() {}

    /** Whether this version knows the word as a status of the kind. */
    static boolean known(String kind, String word) {
        return rank(kind, word) != UNKNOWN_RANK;
    }

    /**
     * 0 for the first status of a life and one more for each that follows, 0 for every status of a life that goes round;
     * {@link #UNKNOWN_RANK} for any other word.
     */
    static int rank(String kind, String word) {
        int index = BY_KIND.getOrDefault(kind, List.of()).indexOf(word);
        return GO_ROUND.contains(kind) ? Math.min(index, 0) : index;
    }
}
