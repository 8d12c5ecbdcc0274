package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.downstreams.Message;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import io.creatorflow.tiktokshop.downstreams.SerializedMessage;
import java.util.ArrayList;
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
            ObjectNode whole = whole(revision);
            String text = revision.textWithNumber();
            for (Message message : told(revision, kind, whole)) {
                String data = message.data() == whole ? text : message.data().toString();
                groups.computeIfAbsent(message.type(), none -> new ArrayList<>())
                        .add(SerializedMessage.of(message, data, key, cause));
            }
        }
        return groups.entrySet().stream()
                .map(group -> new MessageGroup(group.getKey(), group.getValue(), bulk))
                .toList();
    }

    private static ObjectNode whole(Revision revision) {
        ObjectNode content = revision.next().content();
        ObjectNode whole = content.objectNode();
        whole.setAll(content);
        return whole.put("revision", revision.number());
    }

    private static List<Message> told(Revision revision, Kind kind, ObjectNode whole) {
        Stored previous = revision.previous();
        return kind.messages(
                previous == null ? null : previous.facts().content(),
                whole,
                revision.next().asOf());
    }
}
