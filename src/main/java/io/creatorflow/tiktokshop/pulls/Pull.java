package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import java.time.Instant;

/**
 * A claimed window of one stream of one shop.
 *
 * @param from first update time, inclusive
 * @param to last update time, exclusive; whole seconds, as TikTok's filters are
 * @param epoch number of the claim
 */
public record Pull(String stream, String shopId, Instant from, Instant to, long epoch, Lease lease) {}
