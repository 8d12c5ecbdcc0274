package io.creatorflow.tiktokshop.doctor;

import java.time.Instant;
import java.util.List;

/**
 * A shop as the database has it.
 *
 * @param seller open_id of the seller
 * @param cipher as stored; never told
 * @param connected whether the seller's authorization holds, by what we know
 * @param accessEnds when the access token ends
 * @param refreshEnds when the authorization itself ends
 * @param scopes that the seller granted
 */
public record ExaminedShop(
        String id,
        String seller,
        String cipher,
        boolean connected,
        Instant accessEnds,
        Instant refreshEnds,
        List<String> scopes) {

    /** How findings name it. */
    String name() {
        return "shop " + id;
    }

    @Override
    public String toString() {
        return name();
    }
}
