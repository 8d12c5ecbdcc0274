package io.creatorflow.tiktokshop.support;

import java.sql.Timestamp;
import java.util.Map;
import java.util.UUID;

/** What the product's claim statements ask for, for whoever times them by themselves. */
public final class ClaimParameters {

    private ClaimParameters() {}

    /** Of live deliveries to a receiver that takes no batches. */
    public static Map<String, Object> ofDeliveries(String receiver, int most, boolean probe, Timestamp from) {
        return Map.of(
                "receiver",
                receiver,
                "batches",
                false,
                "bulk",
                0,
                "probe",
                probe,
                "most",
                most,
                "from",
                from,
                "owner",
                UUID.randomUUID());
    }

    /** Of the hints about orders of one shop, 50 at the most. */
    public static Map<String, Object> ofHints(Timestamp from) {
        return Map.of(
                "kind",
                "order",
                "largest",
                50,
                "shops",
                1,
                "busy",
                new String[0],
                "from",
                from,
                "owner",
                UUID.randomUUID());
    }
}
