package io.creatorflow.tiktokshop.entities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claimed hint: look at this entity.
 *
 * @param newestEvent the update time that the answer must reach; null when any answer will do
 * @param version how many hints are folded into it
 * @param looks answers so far that were too old or missing
 * @param believe whether an answer that goes back in the lifecycle is to be believed now
 * @param epoch number of the claim
 */
record Hint(String entityId, @Nullable Instant newestEvent, long version, int looks, boolean believe, long epoch) {}
