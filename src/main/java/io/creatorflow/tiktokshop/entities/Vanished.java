package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is believed of entities that we know and that TikTok Shop returns no more, not in any of five looks. */
final class Vanished {

    private Vanished() {}

    /**
     * Those of an answer to hints whose kind takes a missing answer for an end.
     *
     * @param read the ids that the answer tells of
     * @param stored our copies of those that were asked for
     */
    static Map<EntityId, Facts> among(EntityAnswer answer, Set<EntityId> read, Map<EntityId, Stored> stored) {
        Map<EntityId, Facts> vanished = new HashMap<>();
        for (HintBatch batch : answer.hints()) {
            for (Hint hint : batch.hints()) {
                EntityId id = batch.id(hint);
                Stored known = stored.get(id);
                if (known != null && !read.contains(id) && Look.again(hint.looks()) == null) {
                    ObjectNode content = answer.kind().vanished(known.facts().content());
                    if (content != null) {
                        vanished.put(id, ended(known.facts(), content, hint.newestEvent()));
                    }
                }
            }
        }
        return vanished;
    }

    /** As old as what we know, or as the event that told of the end: facts that are newer still win. */
    private static Facts ended(Facts known, ObjectNode content, @Nullable Instant event) {
        Instant time = known.updateTime();
        if (event != null && (time == null || event.isAfter(time))) {
            time = event;
            content.put("updatedAt", event.toString());
        }
        return new Facts(known.kind(), known.shopId(), known.entityId(), time, known.rank(), known.readAt(), content);
    }
}
