package io.creatorflow.tiktokshop.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases from the raw webhooks that name an order everything but ids, times, states and quantities: enough to route one that
 * waits. Its key stays the hash of what came in, so a repetition is still known.
 */
@Component("keptEvents")
public class KeptEvents {

    private static final int BATCH = 500;
    /** No index knows what is in a body, so all are read, in the order in which they lie on the disk. */
    private static final String ONE_AFTER_THE_OTHER = """
            select set_config('enable_seqscan', 'on', true), set_config('enable_sort', 'on', true),
              set_config('enable_indexscan', 'off', true)
            """;

    /** The id with no digit beside it; the last one of an escape, JSON's or that of a byte, is none. */
    private static final String FIND = """
            select day::text, body_sha256 from inbox
            where (shop_id = :shop or shop_id is null) and (day, body_sha256) > (:day::text::date, :hash)
              and position(convert_to(:order, 'UTF8') in body) > 0 and encode(body, 'escape') ~
                ('(^|[^0-9]|\\\\u[0-9a-fA-F]{4}|\\\\[0-3][0-7]{2})' || :order || '([^0-9]|$)')
            order by day, body_sha256 limit :most
            """;

    private static final String READ = """
            select i.day::text, i.body_sha256, i.body
            from unnest(:days::text[], :hashes::bytea[]) as found (day, body_sha256)
            join inbox i on i.day = found.day::date and i.body_sha256 = found.body_sha256
            """;
    private static final String WRITE = """
            update inbox i set body = erased.body
            from unnest(:days::text[], :hashes::bytea[], :bodies::bytea[]) as erased (day, body_sha256, body)
            where i.day = erased.day::date and i.body_sha256 = erased.body_sha256 and i.body <> erased.body
            """;
    private static final String REASONS = """
            update inbox_parked set reason = 'erased with the buyer' where body_sha256 = any (:hashes::bytea[])
            """;

    private static final Pattern KEPT =
            Pattern.compile("(type|timestamp|.*(_id|_ids|_id_list|_time|_status|_quantity|_quantity_delta)|is_.*)");
    private static final Pattern BUYER = Pattern.compile("(?i).*(buyer|user|customer|recipient|address|contact).*");

    private record Key(String day, byte[] hash) {

        static final Key FIRST = new Key("-infinity", new byte[0]);
    }

    private record Row(Key key, byte[] body) {}

    private final Upkeep upkeep;

    KeptEvents(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    /**
     * Erases, in transactions of bounded size.
     *
     * @return how many bodies changed
     */
    public int erase(@Body Erasure erasure) {
        int changed = 0;
        List<Key> found = find(erasure, Key.FIRST);
        while (!found.isEmpty()) {
            List<Key> batch = found;
            changed += upkeep.in(database -> erase(batch, database));
            found = batch.size() < BATCH ? List.of() : find(erasure, batch.get(BATCH - 1));
        }
        return changed;
    }

    private List<Key> find(Erasure erasure, Key after) {
        return upkeep.in(database -> {
            database.sql(ONE_AFTER_THE_OTHER).query().listOfRows();
            return database.sql(FIND)
                    .param("shop", erasure.shopId())
                    .param("order", erasure.orderId())
                    .param("day", after.day())
                    .param("hash", after.hash())
                    .param("most", BATCH)
                    .query((row, number) -> key(row))
                    .list();
        });
    }

    private static int erase(List<Key> keys, JdbcClient database) {
        keyed(REASONS, keys, database).update();
        List<Row> rows = keyed(READ, keys, database)
                .query((row, number) -> new Row(key(row), erased(row.getBytes("body"))))
                .list();
        return keyed(WRITE, rows.stream().map(Row::key).toList(), database)
                .param("bodies", rows.stream().map(Row::body).toArray(byte[][]::new))
                .update();
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("day"), row.getBytes("body_sha256"));
    }

    private static JdbcClient.StatementSpec keyed(String sql, List<Key> keys, JdbcClient database) {
        return database.sql(sql)
                .param("days", keys.stream().map(Key::day).toArray(String[]::new))
                .param("hashes", keys.stream().map(Key::hash).toArray(byte[][]::new));
    }

    static byte[] erased(byte[] body) {
        try {
            JsonNode event = Upkeep.JSON.readTree(body);
            if (event instanceof ObjectNode object) {
                strip(object);
                return Upkeep.JSON.writeValueAsBytes(object);
            }
        } catch (IOException e) {
            // no JSON: nothing of it can be told apart
        }
        return "{}".getBytes(StandardCharsets.UTF_8);
    }

    private static void strip(ObjectNode object) {
        object.properties().removeIf(KeptEvents::isErased);
        object.forEach(KeptEvents::below);
    }

    private static void below(JsonNode value) {
        if (value instanceof ObjectNode object) {
            strip(object);
        } else {
            value.forEach(KeptEvents::below);
        }
    }

    private static boolean isErased(Map.Entry<String, JsonNode> field) {
        boolean holdsObjects =
                field.getValue().isObject() || field.getValue().path(0).isObject();
        return BUYER.matcher(field.getKey()).matches()
                || !holdsObjects && !KEPT.matcher(field.getKey()).matches();
    }
}
