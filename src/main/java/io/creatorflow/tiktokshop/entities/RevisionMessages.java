package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.downstreams.SerializedMessage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Serializes what new revisions have to say, and groups it by type for the router. */
final class RevisionMessages {

    private RevisionMessages() {}

    /**
     * Groups messages by type, in the order in which the types first occur; within an entity their order stays.
     *
     * @param keys of the entities' rows, by id
     * @param kind says what a change has to say
     * @param cause what made the revisions: read, pull, event or own
     */
    static List<MessageGroup> grouped(
            List<Revision> revisions, Map<EntityId, Long> keys, boolean bulk, Kind kind, String cause) {
        Map<String, List<SerializedMessage>> groups = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            long key = Objects.requireNonNull(keys.get(revision.next().id()));
            Map<JsonNode, String> written = new IdentityHashMap<>();
            for (Message message : told(revision, kind, written)) {
                String data = written.computeIfAbsent(message.data(), JsonNode::toString);
                groups.computeIfAbsent(message.type(), none -> new ArrayList<>())
                        .add(SerializedMessage.of(message, data, key, cause));
            }
        }
        return groups.entrySet().stream()
                .map(group -> new MessageGroup(group.getKey(), group.getValue(), bulk))
                .toList();
    }

    /** @param written gets the text of the whole entity, which most messages hold */
    private static List<Message> told(Revision revision, Kind kind, Map<JsonNode, String> written) {
        Stored previous = revision.previous();
        ObjectNode content = revision.next().content();
        ObjectNode data = content.objectNode();
        data.setAll(content);
        data.put("revision", revision.number());
        written.put(data, revision.textWithNumber());
        return kind.messages(
                previous == null ? null : previous.facts().content(),
                data,
                revision.next().asOf());
    }
}
