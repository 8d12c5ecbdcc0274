package io.creatorflow.tiktokshop.entities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks to look at an entity.
 *
 * @param newestEvent the update time that an answer must reach; null when any answer will do
 * @param dueAt when to look; null for now
 */
public record Wanted(
        String shopId,
        String entityId,
        @Nullable Instant newestEvent,
        @Nullable Instant dueAt) {

    /** Asks to look now, for an answer at least as new as this; any answer when null. */
    public static Wanted now(String shopId, String entityId, @Nullable Instant newestEvent) {
        return new Wanted(shopId, entityId, newestEvent, null);
    }
}
