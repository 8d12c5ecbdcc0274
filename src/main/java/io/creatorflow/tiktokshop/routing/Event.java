package io.creatorflow.tiktokshop.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One webhook as it lies in the inbox.
 *
 * @param key where it lies
 * @param shopId null for an event that names no shop
 * @param receivedAt when it was stored
 * @param envelope the whole of it; a missing node when the body is no JSON
 */
public record Event(EventKey key, @Nullable String shopId, Instant receivedAt, JsonNode envelope) {

    /** The field {@code data} of the envelope; the whole body where there is no envelope around it. */
    JsonNode data() {
        return envelope.has("type") || envelope.has("data") ? envelope.path("data") : envelope;
    }

    /** The ids that stand at a path of field names such as {@code package_list/order_id_list}; empty when none do. */
    List<String> ids(String path) {
        List<JsonNode> nodes = List.of(data());
        for (String field : path.split("/")) {
            List<JsonNode> below = new ArrayList<>();
            nodes.forEach(node -> flatten(node.path(field), below));
            nodes = below;
        }
        return nodes.stream()
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(id -> id.matches("[0-9]{1,32}"))
                .distinct()
                .toList();
    }

    /** The text at a path of field names; empty when there is none. */
    String text(String path) {
        return data().at('/' + path).asText("");
    }

    /** The shop of an event that names one. */
    String shop() {
        return Objects.requireNonNull(shopId);
    }

    /** {@code data.update_time}, unix seconds in the body; null when it is absent or no time. */
    @Nullable
    Instant updateTime() {
        return time("update_time");
    }

    /** The unix seconds in a field of {@code data}; null when it is absent or no time. */
    @Nullable
    Instant time(String field) {
        return time(data().path(field));
    }

    /** When what it tells was so: the update time, else when TikTok signed it, else when it was stored. */
    Instant toldAt() {
        Instant updated = updateTime();
        Instant signed = updated != null ? updated : time(envelope.path("timestamp"));
        return signed != null ? signed : receivedAt;
    }

    /** Unix seconds, as a number or a text; null where there is none. */
    static @Nullable Instant time(JsonNode value) {
        long seconds = value.asLong(0);
        return seconds > 0 && seconds < 253_402_300_800L ? Instant.ofEpochSecond(seconds) : null;
    }

    private static void flatten(JsonNode node, List<JsonNode> into) {
        if (node.isArray()) {
            node.forEach(child -> flatten(child, into));
        } else if (!node.isMissingNode() && !node.isNull()) {
            into.add(node);
        }
    }
}
