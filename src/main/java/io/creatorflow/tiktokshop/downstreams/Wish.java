package io.creatorflow.tiktokshop.downstreams;

/**
 * What a receiver wants to get, as its route says.
 *
 * @param snapshots only the newest message of a type about an entity
 * @param batches several messages in one request
 * @param most entities in a claim, which is a batch where it takes batches
 */
record Wish(String receiver, boolean snapshots, boolean batches, int most) {

    /** Most entities in a batch; 0 where messages go one by one. */
    int mostInBatch() {
        return batches ? most : 0;
    }
}
