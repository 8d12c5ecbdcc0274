package io.creatorflow.tiktokshop.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.entities.Buyer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases buyers from messages, sent or not. One that waits goes out without the buyer, under its id: everything else that it
 * tells is still due.
 */
@Component("keptMessages")
public class KeptMessages {

    private static final int BATCH = 200;
    private static final String FIND = """
            select position from message where entity_key = any (:keys::bigint[]) and position > :after
            order by position limit :most
            """;
    private static final String READ = """
            select day::text, position, body from message
            where entity_key = any (:keys::bigint[]) and position = any (:positions::bigint[]) order by position
            """;
    private static final String WRITE = """
            update message m set body = erased.body
            from unnest(:days::text[], :positions::bigint[], :bodies::bytea[]) as erased (day, position, body)
            where m.day = erased.day::date and m.position = erased.position
            """;
    private static final String REASONS = """
            update delivery_parked set reason = 'erased with the buyer' where entity_key = any (:keys::bigint[])
            """;

    private static final String FAILURES = """
            update delivery_key set failure = 'erased with the buyer'
            where entity_key = any (:keys::bigint[]) and failure is not null
            """;

    private record Row(String day, long position, byte @Nullable [] body) {}

    private final Upkeep upkeep;

    KeptMessages(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    /**
     * Erases the buyers from all messages about these entities, in transactions of bounded size.
     *
     * @return how many bodies changed
     */
    public int erase(@ExchangeProperty("keys") List<Long> keys) {
        int changed = 0;
        List<Long> positions = find(keys, 0);
        while (!positions.isEmpty()) {
            List<Long> batch = positions;
            changed += upkeep.in(database -> erase(keys, batch, database));
            positions = positions.size() < BATCH ? List.of() : find(keys, positions.get(BATCH - 1));
        }
        upkeep.in(database -> keyed(REASONS, keys, database).update()
                + keyed(FAILURES, keys, database).update());
        return changed;
    }

    private List<Long> find(List<Long> keys, long after) {
        return upkeep.in(database -> keyed(FIND, keys, database)
                .param("after", after)
                .param("most", BATCH)
                .query(Long.class)
                .list());
    }

    private static int erase(List<Long> keys, List<Long> positions, JdbcClient database) {
        List<Row> changed = keyed(READ, keys, database)
                .param("positions", positions.toArray(Long[]::new))
                .query((row, number) ->
                        new Row(row.getString("day"), row.getLong("position"), erased(row.getBytes("body"))))
                .list()
                .stream()
                .filter(row -> row.body() != null)
                .toList();
        return database.sql(WRITE)
                .param("days", changed.stream().map(Row::day).toArray(String[]::new))
                .param("positions", changed.stream().map(Row::position).toArray(Long[]::new))
                .param("bodies", changed.stream().map(Row::body).toArray(byte[][]::new))
                .update();
    }

    /** The body without the buyer; null when there is none in it. */
    private static byte @Nullable [] erased(byte[] body) {
        try {
            JsonNode event = Upkeep.JSON.readTree(body);
            boolean changed = event.path("data") instanceof ObjectNode data && Buyer.erase(data);
            return changed ? Upkeep.JSON.writeValueAsBytes(event) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("a stored message is no JSON", e);
        }
    }

    private static JdbcClient.StatementSpec keyed(String sql, List<Long> keys, JdbcClient database) {
        return database.sql(sql).param("keys", keys.toArray(Long[]::new));
    }
}
