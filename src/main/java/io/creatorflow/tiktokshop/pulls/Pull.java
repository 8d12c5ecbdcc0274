package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import java.time.Duration;
import java.time.Instant;

/**
 * A claimed window of one stream of one shop.
 *
 * @param from first update time, inclusive
 * @param to last update time, exclusive; whole seconds, as TikTok's filters are
 * @param last whether it ends where the whole window does; else the watermark stays, and the next part begins there
 * @param epoch number of the claim
 */
public record Pull(String stream, String shopId, Instant from, Instant to, boolean last, long epoch, Lease lease) {

    /** What is left of it from then on. */
    Pull since(Instant later) {
        return new Pull(stream, shopId, later, to, last, epoch, lease);
    }

    /** Whether it can be halved. */
    boolean canBeNarrowed() {
        return Duration.between(from, to).toSeconds() > 1;
    }
}
