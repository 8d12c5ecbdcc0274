package io.creatorflow.tiktokshop.entities;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims hints of one kind: of each of the shops that have waited longest, as many of one lane as one call reads. */
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
              where s.state = 'connected' and not exists (
                select from hint_held d where d.kind = :kind and d.shop_id = s.shop_id and d.held_until > statement_timestamp() offset 0)),
            next as (
              select * from (
                select distinct on (shop_id) shop_id, lane, failures, due_at, count(*) over () as queues
                from head where not busy order by shop_id, lane) shop
              order by lane, due_at limit :shops),
            due as (
              select place from next cross join lateral (
                select h.ctid as place from hint h
                where h.kind = :kind and h.shop_id = next.shop_id and h.lane = next.lane
                  and h.owner is null and h.due_at >= :from and h.due_at <= statement_timestamp()
                  and h.failures = next.failures
                order by h.due_at limit greatest(1, :largest::integer >> next.failures) for update skip locked) oldest),
            claimed as (
              update hint h set owner = :owner, epoch = h.epoch + 1
              where h.ctid = any (array(select place from due))
              returning h.shop_id, h.entity_id, h.newest_event, h.version, h.looks, h.believe, h.failures, h.epoch)
            select claimed.*, next.lane, next.queues,
              coalesce((select min(due_at) from head), statement_timestamp()) as oldest,
              array(select shop_id from head where busy) as passed_over, """ + LazyCommit.COLUMN + """
             from (values (1)) as look left join (claimed join next using (shop_id)) on true
            """;

    /**
     * What came of claiming.
     *
     * @param batches one for each shop; none when nothing is due
     * @param othersWait whether hints of other shops, or of the other lane, are due, too
     * @param passedOver busy shops for which hints are due
     * @param oldest when the oldest hint came due that is due now, whoever is at its shop; now when none is
     */
    record Claim(List<HintBatch> batches, boolean othersWait, List<String> passedOver, Instant oldest) {}

    private record Row(
            String shopId,
            int lane,
            int failures,
            int queues,
            List<String> passedOver,
            Instant oldest,
            @Nullable Hint hint) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("shop_id"),
                    row.getInt("lane"),
                    row.getInt("failures"),
                    row.getInt("queues"),
                    List.of((String[]) row.getArray("passed_over").getArray()),
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
     * @param shops of how many at the most
     * @param busy ids of the shops to pass over
     * @param from the due time at which to begin
     */
    Claim claim(Kind kind, int shops, String[] busy, Timestamp from, Lease lease) {
        List<Row> rows = database.sql(CLAIM)
                .param("kind", kind.name())
                .param("largest", kind.idsPerCall())
                .param("owner", lease.id())
                .param("shops", shops)
                .param("busy", busy)
                .param("from", from)
                .query((row, number) -> Row.of(row))
                .list();
        Row first = rows.get(0);
        Map<String, List<Row>> ofShops =
                rows.stream().filter(row -> row.hint() != null).collect(Collectors.groupingBy(Row::shopId));
        List<HintBatch> batches = ofShops.values().stream()
                .map(ofShop -> batch(kind, ofShop, lease))
                .toList();
        return new Claim(
                batches, !batches.isEmpty() && first.queues() > batches.size(), first.passedOver(), first.oldest());
    }

    private static HintBatch batch(Kind kind, List<Row> ofShop, Lease lease) {
        Row first = ofShop.get(0);
        List<Hint> hints =
                ofShop.stream().map(Row::hint).filter(Objects::nonNull).toList();
        return new HintBatch(kind, first.shopId(), hints, first.lane() > 0, first.failures(), lease);
    }
}
