package io.creatorflow.tiktokshop.routing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.creatorflow.tiktokshop.durable.AfterCommit;
import io.creatorflow.tiktokshop.durable.DatabaseTrouble;
import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.LookBack;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The events that are stored and not routed yet. {@link #take} runs in the transaction that stores what they ask for, so that a
 * kill in the midst of it leaves them waiting. A batch that fails is halved, until the event at fault stands alone and is parked.
 */
@Component("waitingEvents")
public class WaitingEvents {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingEvents.class);
    private static final String TAKE = """
            with head as (
              select attempts, due_at from inbox_waiting where due_at >= :from and due_at <= statement_timestamp()
              order by due_at limit 1),
            due as (
              select w.ctid as place from inbox_waiting w
              where w.due_at >= :from and w.due_at <= statement_timestamp() and w.attempts = (select attempts from head)
              order by w.due_at limit (select greatest(1, :largest >> attempts) from head) for update skip locked),
            taken as (
              delete from inbox_waiting where ctid = any (array(select place from due))
              returning day, body_sha256, attempts, due_at)
            select t.day::text, t.body_sha256, t.attempts, i.*,
              coalesce((select due_at from head), statement_timestamp()) as oldest, """ + LazyCommit.COLUMN + """
             from (values (1)) as look left join (taken t
            cross join lateral (
              select event_type, shop_id, received_at, body from inbox
              where day = t.day and body_sha256 = t.body_sha256 offset 0) i) on true
            order by t.due_at
            """;
    private static final String AGAIN = """
            update inbox_waiting set attempts = attempts + 1, due_at = statement_timestamp()
            where day = :day::text::date and body_sha256 = any (:hashes::bytea[])
            """;
    private static final String PARK = """
            with parked as (
              delete from inbox_waiting where day = :day::text::date and body_sha256 = any (:hashes::bytea[])
              returning day, body_sha256),
            reported as (
              insert into issue_report (kind, subject)
              select 'event-parked', coalesce(event_type::text, '') from parked p cross join lateral (
                select event_type from inbox where day = p.day and body_sha256 = p.body_sha256 offset 0) i)
            insert into inbox_parked (day, body_sha256, reason) select day, body_sha256, :reason from parked
            """;

    private final JdbcClient database;
    private final RoutingMetrics metrics;
    private final LookBack lookBack = new LookBack();
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    WaitingEvents(JdbcClient database, RoutingMetrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /** Takes the events that have waited longest, grouped by type; an empty batch when none wait. They wait on if the transaction fails. */
    public EventBatch take() {
        List<Row> rows = new ArrayList<>();
        database.sql(TAKE)
                .param("largest", EventBatch.LARGEST)
                .param("from", lookBack.from())
                .query(row -> {
                    if (row.isFirst()) {
                        lookBack.found(row.getTimestamp("oldest").toInstant());
                    }
                    if (row.getString("day") != null) {
                        Event event = event(row);
                        rows.add(new Row(type(row, event), event, row.getInt("attempts")));
                    }
                });
        EventBatch batch =
                new EventBatch(groups(rows), rows.isEmpty() ? 0 : rows.get(0).failures());
        AfterCommit.run(() -> metrics.routed(batch));
        return batch;
    }

    private record Row(String type, Event event, int failures) {}

    private static List<EventGroup> groups(List<Row> rows) {
        Map<String, List<Event>> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        Row::type, LinkedHashMap::new, Collectors.mapping(Row::event, Collectors.toList())));
        return groups.entrySet().stream()
                .map(group -> new EventGroup(group.getKey(), group.getValue()))
                .toList();
    }

    /**
     * The transaction of this batch was rolled back: its events wait on, in batches of half the size, and an event that
     * failed alone is parked. A failure of the database itself is nobody's fault and changes nothing.
     *
     * @param batch null when none could be taken
     * @return whether there is something to try at once
     */
    public boolean failed(@Nullable EventBatch batch, Exception cause) {
        if (batch == null || batch.size() == 0 || DatabaseTrouble.is(cause)) {
            LOG.warn("Events wait on: {}", cause.toString());
            return false;
        }
        try {
            if (batch.size() == 1) {
                LOG.warn("An event could not be routed and is parked: {}", cause.toString());
                update(PARK, batch, cause.toString());
            } else {
                update(AGAIN, batch, "");
            }
            return true;
        } catch (DataAccessException e) {
            LOG.warn("Events wait on: {}", e.getMessage());
            return false;
        }
    }

    /** A statement for each day on which the events came, which is one except at midnight. */
    private void update(String sql, EventBatch batch, String reason) {
        Map<String, List<byte[]>> days = batch.keys().stream()
                .collect(Collectors.groupingBy(
                        EventKey::day, Collectors.mapping(EventKey::bodySha256, Collectors.toList())));
        days.forEach((day, hashes) -> database.sql(sql)
                .param("day", day)
                .param("hashes", hashes.toArray(byte[][]::new))
                .param("reason", reason)
                .update());
    }

    private static String type(ResultSet row, Event event) throws SQLException {
        int number = row.getInt("event_type");
        if (row.wasNull()) {
            return EventType.withoutEnvelope(event.envelope())
                    .map(EventType::name)
                    .orElse(EventGroup.NONE);
        }
        return EventType.of(number).map(EventType::name).orElse(EventGroup.UNKNOWN);
    }

    private Event event(ResultSet row) throws SQLException {
        return new Event(
                new EventKey(row.getString("day"), row.getBytes("body_sha256")),
                row.getString("shop_id"),
                row.getTimestamp("received_at").toInstant(),
                envelope(row.getBytes("body")));
    }

    private JsonNode envelope(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
