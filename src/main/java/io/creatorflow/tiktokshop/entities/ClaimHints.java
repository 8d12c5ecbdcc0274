package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims the hints of one kind, shop and lane that have waited longest, as many as one call reads. */
@Component
class ClaimHints {

    private static final String CLAIM = """
            with head as (
              select s.shop_id, l.lane, oldest.failures, count(*) over () as queues
              from shop s cross join (values (0), (1)) as l (lane) cross join lateral (
                select h.due_at, h.failures from hint h
                where h.kind = :kind and h.shop_id = s.shop_id and h.lane = l.lane and h.owner is null
                  and h.due_at <= statement_timestamp()
                order by h.due_at limit 1) oldest
              where s.state = 'connected' and s.shop_id <> all (:busy::text[])
              order by l.lane, oldest.due_at limit 1),
            due as (
              select h.entity_id from hint h
              where h.kind = :kind and h.shop_id = (select shop_id from head) and h.lane = (select lane from head)
                and h.owner is null and h.due_at <= statement_timestamp() and h.failures = (select failures from head)
              order by h.due_at limit (select greatest(1, :largest::integer >> failures) from head) for update skip locked)
            update hint h set owner = :owner, epoch = h.epoch + 1
            where h.kind = :kind and h.shop_id = (select shop_id from head)
              and h.entity_id = any (array(select entity_id from due))
            returning h.shop_id, h.entity_id, h.newest_event, h.version, h.looks, h.believe, h.failures, h.epoch,
              (select lane from head) as lane, (select queues from head) as queues,
            """ + LazyCommit.COLUMN;

    /**
     * What came of claiming.
     *
     * @param batch null when nothing is due
     * @param othersWait whether hints of other shops, or of the other lane, are due, too
     */
    record Claim(@Nullable HintBatch batch, boolean othersWait) {}

    private record Row(String shopId, int lane, int failures, int queues, Hint hint) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("shop_id"),
                    row.getInt("lane"),
                    row.getInt("failures"),
                    row.getInt("queues"),
                    SettleHints.hint(row));
        }
    }

    private final JdbcClient database;

    ClaimHints(JdbcClient database) {
        this.database = database;
    }

    /**
     * Claims.
     *
     * @param busy ids of the shops to pass over
     */
    Claim claim(Kind kind, String[] busy, Lease lease) {
        List<Row> rows = database.sql(CLAIM)
                .param("kind", kind.name())
                .param("largest", kind.idsPerCall())
                .param("owner", lease.id())
                .param("busy", busy)
                .query((row, number) -> Row.of(row))
                .list();
        return rows.isEmpty() ? new Claim(null, false) : claim(kind, rows, lease);
    }

    private static Claim claim(Kind kind, List<Row> rows, Lease lease) {
        Row first = rows.get(0);
        List<Hint> hints = rows.stream().map(Row::hint).toList();
        HintBatch batch = new HintBatch(kind, first.shopId(), hints, first.lane() > 0, first.failures(), lease);
        return new Claim(batch, first.queues() > 1);
    }
}
