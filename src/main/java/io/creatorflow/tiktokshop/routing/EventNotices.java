package io.creatorflow.tiktokshop.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.entities.Mapping;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;

/** What an event says by itself: as TikTok told it, less what {@code mappings/event.jslt} does not let pass. */
final class EventNotices {

    /** An event that says what none of our entities does. */
    static final String RECEIVED = "event.received.v1";

    private final Mapping mapping;

    /** Reads the mapping from the routes folder. */
    EventNotices(Path routes) {
        this.mapping = Mapping.load(routes, "event");
    }

    /**
     * Tells an event as its own entity, which never changes.
     *
     * @param type name of the group that the event belongs to
     */
    Message of(String type, Event event) {
        String id = HexFormat.of().formatHex(event.key().bodySha256());
        ObjectNode data = mapping.map(source(type, id, event), Objects.requireNonNullElse(event.shopId(), ""));
        return new Message(
                RECEIVED,
                Objects.requireNonNullElse(event.shopId(), Message.NO_SHOP),
                "event",
                id,
                1,
                time(data),
                data);
    }

    private static JsonNode source(String type, String id, Event event) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.put("id", id).put("receivedAt", event.receivedAt().toString());
        if (type.equals(EventGroup.UNKNOWN)) {
            source.put("number", Integer.parseInt(event.envelope().path("type").asText()));
        } else {
            source.put("number", EventType.valueOf(type).number()).put("name", type);
        }
        return source.set("webhook", event.envelope());
    }

    /** When it happened, as far as it is told. */
    private static Instant time(JsonNode data) {
        return Stream.of("happenedAt", "sentAt", "receivedAt")
                .map(data::path)
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(time -> Instant.parse(time.textValue()))
                .orElseThrow();
    }
}
