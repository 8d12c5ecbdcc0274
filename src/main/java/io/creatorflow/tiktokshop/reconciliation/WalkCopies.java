package io.creatorflow.tiktokshop.reconciliation;

import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.entities.Compared;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Goes through our copies in the order of their ids once all windows were compared: those of its time that were not listed may have
 * vanished, and receivers should have acknowledged the present revision of each.
 */
@Component("walkCopies")
public class WalkCopies {

    private static final String NEXT = """
            select id, kind, shop_id, walked_to, from_time, to_time from reconciliation
            where finished_at is null and reached >= to_time and not walked order by id limit 1 for update skip locked
            """;
    private static final String CHUNK = """
            select e.key, e.entity_id, e.update_time,
              e.update_time >= :from and e.update_time < :to as within,
              e.update_time >= :from and e.update_time < :to and e.content ->> 'status' is distinct from 'deleted' and not exists (
                select 1 from reconciliation_seen s where s.reconciliation_id = :id and s.entity_id = e.entity_id) as unlisted
            from entity e where e.kind = :kind and e.shop_id = :shop and e.entity_id > :after
            order by e.entity_id limit 200
            """;

    /**
     * Of each type that a receiver gets, the newest message about an entity has to be acknowledged, unless it is quite new. One that
     * outlived the acknowledgements of its day (drop_partitions) counts only while it waits or is parked.
     */
    private static final String RECEIVERS = """
            with told as materialized (
              select m.entity_key, m.type, m.position, m.day,
                m.position = max(m.position) over (partition by m.entity_key, m.type) as newest
              from unnest(:keys::bigint[]) as k (key)
              cross join lateral (
                select entity_key, type, position, day from message
                where entity_key = k.key and created_at < statement_timestamp() - make_interval(secs => :settled) offset 0) m),
            received as (
              select d.receiver, t.entity_key, t.type, t.newest, t.newest as has from told t
              cross join lateral (
                select receiver from delivery_done
                where message_position = t.position and message_day = t.day and day >= t.day offset 0) d
              union all
              select d.receiver, t.entity_key, t.type, t.newest, false from told t
              cross join lateral (
                select receiver from delivery where receiver = any (string_to_array(:receivers, ','))
                  and entity_key = t.entity_key and message_position = t.position offset 0) d
              union all
              select p.receiver, t.entity_key, t.type, t.newest, false from told t
              cross join lateral (
                select receiver from delivery_parked where receiver = any (string_to_array(:receivers, ','))
                  and entity_key = t.entity_key and message_position = t.position offset 0) p),
            expected as (
              select distinct type, receiver from received where receiver = any (string_to_array(:receivers, ','))),
            by_type as (
              select x.receiver, t.entity_key, bool_or(coalesce(r.has, false)) as has
              from (select entity_key, type, day from told where newest) t join expected x using (type)
              left join received r using (type, receiver, entity_key) group by x.receiver, t.entity_key, t.type, t.day
              having t.day >= (statement_timestamp() at time zone 'UTC')::date - :days::integer or bool_or(r.newest)),
            by_entity as (select receiver, bool_and(has) as has from by_type group by receiver, entity_key)
            insert into reconciliation_receiver as r (reconciliation_id, receiver, equal, total)
            select :id, receiver, count(*) filter (where has), count(*) from by_entity group by receiver
            on conflict (reconciliation_id, receiver) do update set
              equal = r.equal + excluded.equal, total = r.total + excluded.total
            """;

    private static final String WALKED = "update reconciliation set walked_to = :to, walked = :over where id = :id";

    private record Walk(long id, String kind, String shopId, String after, Instant from, Instant to) {}

    private record Copy(long key, String id, @Nullable Instant time, boolean within, boolean unlisted) {}

    private final JdbcClient database;
    private final Differences differences;
    private final String receivers;
    private final Duration settled;
    private final int days;

    WalkCopies(
            JdbcClient database,
            Differences differences,
            @Value("${deliveries.receivers}") String receivers,
            @Value("${reconciliation.settled-after}") Duration settled,
            @Value("${history.days}") int days) {
        this.database = database;
        this.differences = differences;
        this.receivers = receivers;
        this.settled = settled;
        this.days = days;
    }

    /**
     * Goes some copies further.
     *
     * @return whether there was anything to go through
     */
    @Transactional
    public boolean advance() {
        Walk walk = next();
        if (walk == null) {
            return false;
        }
        List<Copy> copies = chunk(walk);
        List<Copy> within = copies.stream().filter(Copy::within).toList();
        tellReceivers(walk, within);
        differences.note(walk.id, walk.kind, walk.shopId, vanished(within));
        database.sql(WALKED)
                .param("id", walk.id)
                .param("to", copies.isEmpty() ? walk.after : copies.get(copies.size() - 1).id)
                .param("over", copies.isEmpty())
                .update();
        return true;
    }

    private @Nullable Walk next() {
        return database.sql(NEXT)
                .query((row, number) -> new Walk(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getString("shop_id"),
                        row.getString("walked_to"),
                        row.getTimestamp("from_time").toInstant(),
                        row.getTimestamp("to_time").toInstant()))
                .optional()
                .orElse(null);
    }

    private static List<Compared> vanished(List<Copy> copies) {
        return copies.stream()
                .filter(Copy::unlisted)
                .map(copy -> new Compared(copy.id, copy.time, Compared.Found.VANISHED, false))
                .toList();
    }

    private List<Copy> chunk(Walk walk) {
        return database.sql(CHUNK)
                .param("id", walk.id)
                .param("kind", walk.kind)
                .param("shop", walk.shopId)
                .param("after", walk.after)
                .param("from", SqlTime.of(walk.from))
                .param("to", SqlTime.of(walk.to))
                .query((row, number) -> new Copy(
                        row.getLong("key"),
                        row.getString("entity_id"),
                        SqlTime.instant(row.getTimestamp("update_time")),
                        row.getBoolean("within"),
                        row.getBoolean("unlisted")))
                .list();
    }

    private void tellReceivers(Walk walk, List<Copy> copies) {
        if (!copies.isEmpty()) {
            database.sql(RECEIVERS)
                    .param("id", walk.id)
                    .param("receivers", receivers)
                    .param("keys", copies.stream().map(Copy::key).toArray(Long[]::new))
                    .param("settled", settled.toSeconds())
                    .param("days", days)
                    .update();
        }
    }
}
