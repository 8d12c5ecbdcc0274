package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;

/**
 * A receiver's senders have room for new messages about a shop.
 *
 * @param lane 0 for live messages, 1 for bulk
 * @param lease what these are claimed under
 * @param batches most entities in a batch; 0 where messages go one by one
 */
record Ready(String receiver, String shopId, short lane, Lease lease, int batches) {}
