package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The revisions of one entity: when each was stored, what made it, and which fields it changed. They are found in the messages that told
 * them, so they reach as far back as messages are kept. No value is shown, as it may be a buyer's.
 */
@Component("entityRevisions")
public class EntityRevisions {

    private static final String READ = """
            select m.revision, m.created_at as "storedAt", m.cause, convert_from(m.body, 'UTF8') as body
            from entity e join message m on m.entity_key = e.key
            where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity and m.type = :kind || '.updated.v1'
              and m.revision < coalesce(:after::bigint, 9223372036854775807)
            order by m.revision desc limit :limit + 1
            """;

    /** A webhook may have come some time before what it asked for was read. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private static final int MOST_EVENTS = 500;

    private final Rows rows;
    private final InboxSearch inbox;
    private final ObjectMapper json;

    EntityRevisions(Rows rows, InboxSearch inbox, ObjectMapper json) {
        this.rows = rows;
        this.inbox = inbox;
        this.json = json;
    }

    /** A page of them, the latest first. */
    public Page list(@Headers Map<String, Object> asked) {
        Asked question = new Asked(asked);
        Map<String, Object> which = new HashMap<>();
        for (String name : List.of("kind", "shop", "entity")) {
            which.put(name, question.required(name));
        }
        which.put("after", question.number("after"));
        which.put("limit", question.limit());
        return rows.together(reader -> {
            List<ObjectNode> found = rows.read(READ, which);
            if (found.isEmpty()) {
                throw OperationRefused.missing(
                        "No revision of such an entity is kept.",
                        "Check kind, shop and id; messages are kept for history.days.");
            }
            List<ObjectNode> page = page(found, question);
            return Page.of(page, question.limit(), "revision");
        });
    }

    private List<ObjectNode> page(List<ObjectNode> found, Asked question) {
        Instant from = storedAt(found.get(found.size() - 1)).minus(EARLIER);
        Instant to = storedAt(found.get(0));
        List<ObjectNode> events = inbox.about(
                question.required("shop"), question.required("entity"), from, to.plusSeconds(1), MOST_EVENTS);
        List<ObjectNode> page = new ArrayList<>();
        for (int i = 0; i < Math.min(found.size(), question.limit()); i++) {
            ObjectNode before = i + 1 < found.size() ? found.get(i + 1) : null;
            page.add(told(found.get(i), before, events));
        }
        return page;
    }

    private ObjectNode told(ObjectNode revision, @Nullable ObjectNode before, List<ObjectNode> events) {
        JsonNode event = parsed(revision);
        ObjectNode told = revision.deepCopy();
        told.remove("body");
        told.set("updateTime", event.path("time"));
        told.put("first", before == null);
        ArrayNode changed = told.putArray("changed");
        if (before != null) {
            ChangedFields.between(parsed(before).path("data"), event.path("data"))
                    .forEach(changed::add);
        }
        Instant since = before == null ? Instant.EPOCH : storedAt(before);
        ArrayNode came = told.putArray("events");
        events.stream()
                .filter(e -> isBetween(e, since, storedAt(revision)))
                .forEach(e -> came.addObject()
                        .put("name", e.path("name").asText())
                        .put("receivedAt", e.path("receivedAt").asText())
                        .put("sha256", e.path("sha256").asText()));
        return told;
    }

    private static boolean isBetween(JsonNode event, Instant after, Instant until) {
        Instant at = Instant.parse(event.path("receivedAt").asText());
        return at.isAfter(after) && !at.isAfter(until);
    }

    private static Instant storedAt(JsonNode revision) {
        return Instant.parse(Objects.requireNonNull(revision.path("storedAt").asText()));
    }

    private JsonNode parsed(ObjectNode revision) {
        try {
            return json.readTree(revision.path("body").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
