package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims keys (receiver and entity) whose time has come, and fetches the message to send for each: the oldest, or, where
 * the receiver takes snapshots, the oldest that no newer one of its type replaces.
 */
@Component
class ClaimDeliveries {

    private static final String HOLD =
            "select probe_at <= statement_timestamp() from downstream where receiver = :receiver and probe_at is not null";
    private static final String PROBE = """
            update downstream set probe_at = statement_timestamp() + interval '15 seconds'
            where receiver = :receiver and probe_at <= statement_timestamp() and exists (
              select 1 from delivery_key
              where receiver = :receiver and owner is null and due_at <= statement_timestamp())
            """;
    private static final String CLAIM = """
            with due as (
              select receiver, entity_key from delivery_key
              where receiver = :receiver and lane = :lane and owner is null and due_at <= statement_timestamp()
              order by due_at limit :most for update skip locked)
            update delivery_key k set owner = :owner, epoch = k.epoch + 1
            from due where k.receiver = due.receiver and k.entity_key = due.entity_key
            returning k.entity_key, k.epoch, k.attempts
            """;
    private static final String FETCH = """
            select d.entity_key, d.message_position, d.message_day, d.type, m.id, m.body, m.created_at
            from unnest(:keys::bigint[]) as claimed (entity_key)
            cross join lateral (
              select d.entity_key, d.message_position, d.message_day, d.type from delivery d
              where d.receiver = :receiver and d.entity_key = claimed.entity_key and (not :snapshots or not exists (
                select 1 from delivery newer
                where newer.receiver = :receiver and newer.entity_key = claimed.entity_key and newer.type = d.type
                  and newer.message_position > d.message_position))
              order by d.message_position limit 1) d
            join message m on m.day = d.message_day and m.position = d.message_position
            """;

    private record Key(long epoch, int attempts) {}

    private final JdbcClient database;

    ClaimDeliveries(JdbcClient database) {
        this.database = database;
    }

    /**
     * Claims. While the endpoint is held, nothing, or a single probe when its time has come.
     *
     * @param most how many at the most
     */
    @Transactional
    public List<Delivery> claim(String receiver, boolean snapshots, int most, Lease lease) {
        Boolean probe = database.sql(HOLD)
                .param("receiver", receiver)
                .query(Boolean.class)
                .optional()
                .orElse(null);
        if (probe != null
                && (!probe || database.sql(PROBE).param("receiver", receiver).update() == 0)) {
            return List.of();
        }
        int room = probe == null ? most : 1;
        Map<Long, Key> keys = new HashMap<>();
        for (int lane = 0; lane <= 1 && keys.size() < room; lane++) {
            database.sql(CLAIM)
                    .param("receiver", receiver)
                    .param("lane", lane)
                    .param("most", room - keys.size())
                    .param("owner", lease.id())
                    .query(row -> {
                        keys.put(row.getLong("entity_key"), new Key(row.getLong("epoch"), row.getInt("attempts")));
                    });
        }
        return keys.isEmpty() ? List.of() : fetch(receiver, snapshots, keys, lease, probe != null);
    }

    private List<Delivery> fetch(String receiver, boolean snapshots, Map<Long, Key> keys, Lease lease, boolean probe) {
        List<Delivery> deliveries = new ArrayList<>(keys.size());
        database.sql(FETCH)
                .param("receiver", receiver)
                .param("snapshots", snapshots)
                .param("keys", keys.keySet().toArray(Long[]::new))
                .query(row -> {
                    deliveries.add(delivery(
                            receiver, Objects.requireNonNull(keys.get(row.getLong("entity_key"))), row, lease, probe));
                });
        return deliveries;
    }

    private static Delivery delivery(String receiver, Key key, ResultSet row, Lease lease, boolean probe)
            throws SQLException {
        return new Delivery(
                receiver,
                row.getLong("entity_key"),
                key.epoch(),
                key.attempts(),
                row.getLong("message_position"),
                row.getDate("message_day"),
                row.getString("type"),
                row.getString("id"),
                row.getBytes("body"),
                row.getTimestamp("created_at").toInstant(),
                lease,
                probe);
    }
}
