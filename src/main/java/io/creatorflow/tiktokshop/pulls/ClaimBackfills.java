package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Claims windows of backfills, one at a time. Backfills take turns, and a shop has only so many windows in hand. */
@Component
class ClaimBackfills {

    private static final String CLAIM = """
            with turn as materialized (
              select b.id, b.stream, b.shop_id, b.asks_for is not null as asks from backfill b join shop s using (shop_id) cross join lateral (
                select 1 from backfill_window
                where backfill = b.id and owner is null and due_at <= statement_timestamp()
                order by due_at, id limit 1) w
              where b.finished_at is null and b.paused_at is null and s.state = 'connected' and :most > (
                select count(*) from backfill o cross join lateral (
                  select 1 from backfill_window where backfill = o.id and owner is not null offset 0) w
                where o.finished_at is null and o.shop_id = b.shop_id)
              order by b.turned_at, b.id limit 1 for update of b skip locked),
            turned as (
              update backfill set turned_at = clock_timestamp() where id = any (array(select id from turn))),
            next as materialized (
              select t.stream, t.shop_id, t.asks, w.id from turn t cross join lateral (
                select id from backfill_window
                where backfill = t.id and owner is null and due_at <= statement_timestamp()
                order by due_at, id limit 1 for update skip locked) w)
            update backfill_window w set owner = :owner, epoch = w.epoch + 1 from next n
            where w.id = any (array(select id from next)) and w.id = n.id
            returning w.id, w.backfill, n.stream, n.shop_id, n.asks, w.from_time, w.to_time, w.failures, w.epoch
            """;

    private final JdbcClient database;
    private final int most;

    ClaimBackfills(JdbcClient database, @Value("${backfills.windows-per-shop}") int most) {
        this.database = database;
        this.most = most;
    }

    /** Claims the next window, if any is due. */
    Optional<BackfillWindow> next(Lease lease) {
        return database.sql(CLAIM)
                .param("owner", lease.id())
                .param("most", most)
                .query((row, number) -> window(row, lease))
                .optional();
    }

    private static BackfillWindow window(ResultSet row, Lease lease) throws SQLException {
        Pull pull = new Pull(
                row.getString("stream"),
                row.getString("shop_id"),
                row.getTimestamp("from_time").toInstant(),
                row.getTimestamp("to_time").toInstant(),
                true,
                row.getLong("epoch"),
                lease);
        return new BackfillWindow(
                row.getLong("id"), row.getLong("backfill"), pull, row.getBoolean("asks"), row.getInt("failures"));
    }
}
