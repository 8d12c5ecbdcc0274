package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;

/**
 * A receiver's senders have room for new messages about a shop.
 *
 * @param lease what these are claimed under
 */
record Ready(String receiver, String shopId, Lease lease) {}
