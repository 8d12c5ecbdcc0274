package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;

/**
 * An entity as one answer of TikTok's API told it, normalized.
 *
 * @param updateTime TikTok's
 * @param rank of its status in the lifecycle
 * @param readAt just before the request was sent
 * @param content our normalized entity
 */
public record Facts(
        String kind, String shopId, String entityId, Instant updateTime, int rank, Instant readAt, ObjectNode content) {

    /** Which of two facts about one entity stands: by update time, then lifecycle, then when the read began. */
    static final Comparator<Facts> AGE =
            Comparator.comparing(Facts::updateTime).thenComparing(Facts::rank).thenComparing(Facts::readAt);

    Facts with(ObjectNode merged) {
        return new Facts(kind, shopId, entityId, updateTime, rank, readAt, merged);
    }
}
