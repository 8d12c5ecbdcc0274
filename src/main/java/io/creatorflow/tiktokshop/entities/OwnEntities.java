package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.api.ApiRequest;
import io.creatorflow.tiktokshop.downstreams.MessageGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Entities whose truth is ours and not TikTok's, such as issues: stored like all others, so that each state has a revision, a
 * message in its order, and a story.
 */
@Component
public class OwnEntities {

    private final Entities entities;
    private final Clock clock;

    OwnEntities(Entities entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The state of an entity as it has been since a time. */
    public static Facts facts(String kind, String shopId, String id, Instant since, ObjectNode content) {
        return new Facts(kind, shopId, id, since, 0, since, content);
    }

    /**
     * Stores states within the caller's transaction.
     *
     * @param states one for each entity
     * @return what there is to tell: {@code <kind>.updated.v1} for each that has changed
     */
    public List<MessageGroup> store(String kind, List<Facts> states) {
        Kind own = new Own(kind);
        List<Facts> inOrder =
                states.stream().sorted(Comparator.comparing(Facts::id)).toList();
        Map<EntityId, Stored> stored =
                entities.lock(kind, inOrder.stream().map(Facts::id).toList());
        Instant now = clock.instant();
        List<Revision> revisions = inOrder.stream()
                .map(state -> Standing.merge(own, stored.get(state.id()), state, now, false))
                .filter(Objects::nonNull)
                .toList();
        Map<EntityId, Long> keys = entities.save(kind, revisions);
        return RevisionMessages.grouped(revisions, keys, false, own, "own");
    }

    /** What such an entity shares with all others; it is never read. */
    private record Own(String name) implements Kind {

        @Override
        public int idsPerCall() {
            throw notRead();
        }

        @Override
        public ApiRequest read(String shopId, List<String> ids) {
            throw notRead();
        }

        @Override
        public ApiRequest changed(String shopId, Instant from, Instant to) {
            throw notRead();
        }

        @Override
        public JsonNode listed(JsonNode data) {
            throw notRead();
        }

        @Override
        public String id(JsonNode source) {
            throw notRead();
        }

        private UnsupportedOperationException notRead() {
            return new UnsupportedOperationException("The truth about each " + name + " is ours");
        }
    }
}
