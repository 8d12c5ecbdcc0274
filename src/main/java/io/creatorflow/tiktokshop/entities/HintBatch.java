package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.Lease;
import java.util.List;

/**
 * Claimed hints of one shop: they are read by one call and merged in one transaction.
 *
 * @param bulk whether they come from bulk work rather than from live events
 * @param failures how often a batch that held them could not be merged
 */
public record HintBatch(Kind kind, String shopId, List<Hint> hints, boolean bulk, int failures, Lease lease) {

    EntityId id(Hint hint) {
        return new EntityId(shopId, hint.entityId());
    }

    /** The same of these hints. */
    HintBatch with(List<Hint> claimed) {
        return new HintBatch(kind, shopId, claimed, bulk, failures, lease);
    }

    /** The ids to read. */
    public List<String> ids() {
        return hints.stream().map(Hint::entityId).toList();
    }

    /** Whether further hints of the shop may have been left for the next one. */
    boolean mayHaveLeftSome() {
        return failures > 0 || hints.size() == kind.idsPerCall();
    }

    /** After so many failures, each of which halves the largest batch, a hint stands alone. */
    int failuresUntilAlone() {
        return 32 - Integer.numberOfLeadingZeros(kind.idsPerCall());
    }

    /** How many failures to add to those of its hints, so that the next batch is at most half as large as this one. */
    int failuresUntilHalf() {
        int more = 1;
        while (kind.idsPerCall() >> (failures + more) > hints.size() / 2) {
            more++;
        }
        return more;
    }
}
