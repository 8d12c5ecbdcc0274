package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims the hints of one kind, shop and lane that have waited longest, as many as one call reads. */
@Component
class ClaimHints {

    private static final String CLAIM = """
            with head as (
              select s.shop_id, l.lane, s.shop_id = any (:busy::text[]) as busy, oldest.due_at, oldest.failures
              from shop s cross join (values (0), (1)) as l (lane) cross join lateral (
                select h.due_at, h.failures from hint h
                where h.kind = :kind and h.shop_id = s.shop_id and h.lane = l.lane and h.owner is null
                  and h.due_at >= :from and h.due_at <= statement_timestamp()
                order by h.due_at limit 1) oldest
              where s.state = 'connected'),
            next as (
              select shop_id, lane, failures, count(*) over () as queues from head where not busy
              order by lane, due_at limit 1),
            due as (
              select h.entity_id from hint h
              where h.kind = :kind and h.shop_id = (select shop_id from next) and h.lane = (select lane from next)
                and h.owner is null and h.due_at >= :from and h.due_at <= statement_timestamp()
                and h.failures = (select failures from next)
              order by h.due_at limit (select greatest(1, :largest::integer >> failures) from next) for update skip locked),
            claimed as (
              update hint h set owner = :owner, epoch = h.epoch + 1
              where h.kind = :kind and h.shop_id = (select shop_id from next)
                and h.entity_id = any (array(select entity_id from due))
              returning h.shop_id, h.entity_id, h.newest_event, h.version, h.looks, h.believe, h.failures, h.epoch)
            select claimed.*, next.lane, next.queues,
              coalesce((select min(due_at) from head), statement_timestamp()) as oldest, """ + LazyCommit.COLUMN + """
             from (values (1)) as look left join (claimed cross join next) on true
            """;

    /**
     * What came of claiming.
     *
     * @param batch null when nothing is due
     * @param othersWait whether hints of other shops, or of the other lane, are due, too
     * @param oldest when the oldest hint came due that is due now, whoever is at its shop; now when none is
     */
    record Claim(@Nullable HintBatch batch, boolean othersWait, Instant oldest) {}

    private record Row(
            String shopId,
            int lane,
            int failures,
            int queues,
            Instant oldest,
            @Nullable Hint hint) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("shop_id"),
                    row.getInt("lane"),
                    row.getInt("failures"),
                    row.getInt("queues"),
                    row.getTimestamp("oldest").toInstant(),
                    row.getString("entity_id") == null ? null : SettleHints.hint(row));
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
     * @param from the due time at which to begin
     */
    Claim claim(Kind kind, String[] busy, Timestamp from, Lease lease) {
        List<Row> rows = database.sql(CLAIM)
                .param("kind", kind.name())
                .param("largest", kind.idsPerCall())
                .param("owner", lease.id())
                .param("busy", busy)
                .param("from", from)
                .query((row, number) -> Row.of(row))
                .list();
        Row first = rows.get(0);
        List<Hint> hints = rows.stream().map(Row::hint).filter(Objects::nonNull).toList();
        HintBatch batch = hints.isEmpty()
                ? null
                : new HintBatch(kind, first.shopId(), hints, first.lane() > 0, first.failures(), lease);
        return new Claim(batch, batch != null && first.queues() > 1, first.oldest());
    }
}
