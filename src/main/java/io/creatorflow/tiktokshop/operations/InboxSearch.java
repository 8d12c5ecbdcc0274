package io.creatorflow.tiktokshop.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.routing.EventType;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds webhooks in the inbox by shop, type, time and what they name. It never shows a body: buyers' data is in there. */
@Component("inboxSearch")
public class InboxSearch {

    private static final Duration USUAL = Duration.ofDays(1);

    /** It lies on the day that TikTok signed, some days before it came at the most; what names no such day lies apart. */
    private static final String FIND = """
            select i.day::text as day, encode(i.body_sha256, 'hex') as sha256, i.received_at as "receivedAt", i.event_type as type,
              i.shop_id as shop, case when p.day is not null then 'parked' when w.day is not null then 'waiting'
                else 'routed' end as state, p.reason, p.parked_at as "parkedAt", w.due_at as "dueAt", encode(i.body, 'base64') as body
            from (
              select * from inbox where day >= :from::timestamptz::date - 4 and day <= :to::timestamptz::date + 1
              union all
              select * from inbox_default where day < :from::timestamptz::date - 4 or day > :to::timestamptz::date + 1) i
            left join inbox_waiting w on w.day = i.day and w.body_sha256 = i.body_sha256
            left join inbox_parked p on p.day = i.day and p.body_sha256 = i.body_sha256
            where i.received_at >= :from::timestamptz and i.received_at < :to::timestamptz
              and (:type::integer is null or i.event_type = :type) and (:shop::text is null or i.shop_id = :shop)
              and (:names::text is null or position(convert_to(:names, 'UTF8') in i.body) > 0)
              and (:hash::text is null or (i.received_at, encode(i.body_sha256, 'hex')) < (:until::timestamptz, :hash))
            order by i.received_at desc, encode(i.body_sha256, 'hex') desc limit :limit
            """;

    private final Rows rows;
    private final ObjectMapper json;
    private final Clock clock;

    InboxSearch(Rows rows, ObjectMapper json, Clock clock) {
        this.rows = rows;
        this.json = json;
        this.clock = clock;
    }

    /** A page of them, the latest first: of the last day, or from and to. */
    public Page find(@Headers Map<String, Object> asked) {
        Asked filter = new Asked(asked);
        Instant to =
                Objects.requireNonNullElse(filter.time("to"), clock.instant().plusSeconds(1));
        Instant from = Objects.requireNonNullElse(filter.time("from"), to.minus(USUAL));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("type", filter.number("type"));
        parameters.put("shop", filter.text("shop"));
        parameters.put("names", filter.text("entity"));
        String[] place = (Objects.requireNonNullElse(filter.text("after"), "") + "~").split("~", -1);
        parameters.put("hash", place[0].isEmpty() ? null : place[1]);
        parameters.put("until", SqlTime.of(new Asked(Map.of("after", place[0])).time("after")));
        parameters.put("limit", filter.limit());
        return Page.of(read(from, to, parameters), filter.limit(), "receivedAt", "sha256");
    }

    /** The latest events that name an entity. */
    List<ObjectNode> about(String shop, String entity, Instant from, Instant to, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        for (String none : List.of("type", "hash", "until")) {
            parameters.put(none, null);
        }
        parameters.put("shop", shop);
        parameters.put("names", entity);
        parameters.put("limit", limit);
        return read(from, to, parameters);
    }

    private List<ObjectNode> read(Instant from, Instant to, Map<String, Object> parameters) {
        parameters.put("from", Timestamp.from(from));
        parameters.put("to", Timestamp.from(to));
        List<ObjectNode> events = rows.read(FIND, parameters);
        events.forEach(this::withoutBody);
        return events;
    }

    /** Takes from the body what is nobody's secret, and drops it. */
    private void withoutBody(ObjectNode event) {
        String body = event.path("body").asText().replace("\n", "");
        event.remove("body");
        event.put(
                "name",
                EventType.of(event.path("type").asInt()).map(EventType::name).orElse(null));
        event.put("notificationId", text(envelope(body), "tts_notification_id"));
        if (event.path("state").asText().equals("parked")) {
            Sentences.ofParkedEvent(event).addTo(event);
        }
    }

    private @Nullable JsonNode envelope(String base64) {
        try {
            return json.readTree(java.util.Base64.getDecoder().decode(base64));
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonNode envelope, String name) {
        return envelope == null || envelope.path(name).isMissingNode()
                ? null
                : envelope.path(name).asText();
    }
}
