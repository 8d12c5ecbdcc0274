package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims keys (receiver and entity) whose time has come, and fetches what to send for each: the messages about the oldest
 * revision that waits, or, where the receiver takes snapshots, the oldest that no newer ones replace. No more than one
 * revision, so that even what goes out once more after a crash never goes back to an older one.
 */
@Component
class ClaimDeliveries {

    private static final String PROBE = """
            update downstream set probe_at = statement_timestamp() + interval '15 seconds'
            where receiver = :receiver and probe_at <= statement_timestamp() and exists (
              select 1 from delivery_key
              where receiver = :receiver and owner is null and due_at <= statement_timestamp())
            """;
    private static final String CLAIM = """
            with live as (
              select receiver, entity_key from delivery_key
              where receiver = :receiver and lane = 0 and owner is null and due_at <= statement_timestamp()
                and (:probe or not exists (select 1 from downstream where receiver = :receiver and probe_at is not null))
              order by due_at limit :most for update skip locked),
            bulk as (
              select receiver, entity_key from delivery_key
              where receiver = :receiver and lane = 1 and owner is null and due_at <= statement_timestamp()
                and (:probe or not exists (select 1 from downstream where receiver = :receiver and probe_at is not null))
              order by due_at limit :most - (select count(*) from live) for update skip locked)
            update delivery_key k set owner = :owner, epoch = k.epoch + 1
            from (select * from live union all select * from bulk) due
            where k.receiver = due.receiver and k.entity_key = due.entity_key
            returning k.entity_key, k.epoch, k.attempts
            """;
    private static final String FETCH = """
            select d.entity_key, d.revision, d.message_position, d.message_day, d.type, m.id, m.body, m.created_at
            from unnest(:keys::bigint[]) as claimed (entity_key)
            cross join lateral (
              select d.* from delivery d
              where d.receiver = :receiver and d.entity_key = claimed.entity_key and (not :snapshots or not exists (
                select 1 from delivery newer
                where newer.receiver = :receiver and newer.entity_key = claimed.entity_key and newer.type = d.type
                  and newer.revision > d.revision))
              order by d.revision fetch first 1 row with ties) d
            join message m on m.day = d.message_day and m.position = d.message_position
            order by d.message_position
            """;

    private record Key(long epoch, int attempts) {}

    private final JdbcClient database;

    ClaimDeliveries(JdbcClient database) {
        this.database = database;
    }

    /**
     * Claims. While the endpoint is held, nothing, or a single probe when its time has come.
     *
     * @param most how many keys at the most
     * @return the deliveries of each claimed key, in the order in which they go out
     */
    @Transactional
    public List<List<Delivery>> claim(String receiver, boolean snapshots, int most, Lease lease) {
        Map<Long, Key> keys = keys(receiver, most, false, lease);
        if (!keys.isEmpty()) {
            return fetch(receiver, snapshots, keys, lease, false);
        }
        if (database.sql(PROBE).param("receiver", receiver).update() == 0) {
            return List.of();
        }
        return fetch(receiver, snapshots, keys(receiver, 1, true, lease), lease, true);
    }

    private Map<Long, Key> keys(String receiver, int most, boolean probe, Lease lease) {
        Map<Long, Key> keys = new HashMap<>();
        database.sql(CLAIM)
                .param("receiver", receiver)
                .param("probe", probe)
                .param("most", most)
                .param("owner", lease.id())
                .query(row -> {
                    keys.put(row.getLong("entity_key"), new Key(row.getLong("epoch"), row.getInt("attempts")));
                });
        return keys;
    }

    private List<List<Delivery>> fetch(
            String receiver, boolean snapshots, Map<Long, Key> keys, Lease lease, boolean probe) {
        Map<Long, List<Delivery>> deliveries = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            database.sql(FETCH)
                    .param("receiver", receiver)
                    .param("snapshots", snapshots)
                    .param("keys", keys.keySet().toArray(Long[]::new))
                    .query(row -> {
                        Key key = Objects.requireNonNull(keys.get(row.getLong("entity_key")));
                        List<Delivery> ofKey =
                                deliveries.computeIfAbsent(row.getLong("entity_key"), none -> new ArrayList<>());
                        ofKey.add(delivery(
                                receiver, key.epoch(), ofKey.isEmpty() ? key.attempts() : 0, row, lease, probe));
                    });
        }
        return List.copyOf(deliveries.values());
    }

    private static Delivery delivery(
            String receiver, long epoch, int attempts, ResultSet row, Lease lease, boolean probe) throws SQLException {
        return new Delivery(
                receiver,
                row.getLong("entity_key"),
                epoch,
                attempts,
                row.getLong("revision"),
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
