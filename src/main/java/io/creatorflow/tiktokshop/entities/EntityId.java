package io.creatorflow.tiktokshop.entities;

import java.util.Comparator;

/**
 * Names an entity among those of its kind. Their order is that in which rows are locked.
 *
 * @param shopId TikTok's id of the shop
 * @param id TikTok's id of the entity, which is the shop's own
 */
record EntityId(String shopId, String id) implements Comparable<EntityId> {

    private static final Comparator<EntityId> ORDER =
            Comparator.comparing(EntityId::shopId).thenComparing(EntityId::id);

    @Override
    public int compareTo(EntityId other) {
        return ORDER.compare(this, other);
    }
}
