package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An entity as one answer of TikTok's API told it, normalized.
 *
 * @param updateTime TikTok's; null where TikTok tells none, and the time of reading decides
 * @param rank of its status in the lifecycle
 * @param readAt just before the request was sent
 * @param content our normalized entity
 */
public record Facts(
        String kind,
        String shopId,
        String entityId,
        @Nullable Instant updateTime,
        int rank,
        Instant readAt,
        ObjectNode content) {

    /** Which of two facts about one entity stands: by update time, then lifecycle, then when the read began. */
    static final Comparator<Facts> AGE = Comparator.comparing(
                    Facts::updateTime, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(Facts::rank)
            .thenComparing(Facts::readAt);

    /** The time whose state they tell. */
    Instant asOf() {
        return updateTime == null ? readAt : updateTime;
    }

    EntityId id() {
        return new EntityId(shopId, entityId);
    }

    Facts with(ObjectNode merged) {
        return new Facts(kind, shopId, entityId, updateTime, rank, readAt, merged);
    }
}
