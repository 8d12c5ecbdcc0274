package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The filter by update time that TikTok's searches share, in unix seconds. */
final class Window {

    private Window() {}

    /** From a time, inclusive, to another, exclusive. */
    static ObjectNode filter(Instant from, Instant to) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("update_time_ge", from.getEpochSecond())
                .put("update_time_lt", to.getEpochSecond());
    }
}
