package io.creatorflow.tiktokshop.pulls;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Settles windows of backfills. Whoever does not hold the window any more changes nothing. */
@Component
class SettleBackfills {

    private static final String HELD = "where id = :id and owner = :owner and epoch = :epoch";

    private static final String GOES_ON = """
            select exists (
              select 1 from (
                select backfill from backfill_window where id = :id and owner = :owner and epoch = :epoch offset 0) w
              cross join lateral (
                select 1 from backfill where id = w.backfill and paused_at is null offset 0) b)
            """;

    /** The last window ends the backfill: its row counts them, so that two that end at once do not overlook each other. */
    private static final String FINISH = """
            with stored as (delete from backfill_window %s returning backfill)
            update backfill b set done = b.done + case when b.asks_for is null then :done else 0 end, windows_done = b.windows_done + 1, windows_left = b.windows_left - 1,
              progress_at = clock_timestamp(), failure = null,
              finished_at = case when b.windows_left = 1 and b.asks_for is null then clock_timestamp() end
            where b.id = (select backfill from stored)
            """.formatted(HELD);

    private static final String CUT = """
            with cut as (delete from backfill_window %s returning backfill),
            pieces as (
              insert into backfill_window (backfill, from_time, to_time, expected)
              select c.backfill, p.from_time, p.to_time, :expected
              from cut c cross join unnest(:froms::timestamptz[], :tos::timestamptz[]) as p (from_time, to_time)
              returning backfill)
            update backfill b set windows_left = b.windows_left - 1 + cardinality(:froms::timestamptz[]),
              progress_at = clock_timestamp()
            where b.id = (select backfill from cut)
            """.formatted(HELD);

    private static final String PUT_OFF = """
            with held as (
              update backfill_window set owner = null, failures = failures + 1,
                due_at = clock_timestamp() + make_interval(secs => :seconds)
              %s returning backfill),
            told as (update backfill b set failure = :failure where b.id = (select backfill from held) returning b.id)
            insert into issue_report (kind, shop_id, subject, code)
            select 'api-refused', :cause, :scope, :code from told where :issue
            """.formatted(HELD);

    private final JdbcClient database;

    SettleBackfills(JdbcClient database) {
        this.database = database;
    }

    /** Whether the window is still held, and its backfill neither paused nor cancelled. */
    boolean goesOn(BackfillWindow window) {
        return of(window, GOES_ON).query(Boolean.class).single();
    }

    /** All its pages are stored. */
    void finish(BackfillWindow window, long entities) {
        of(window, FINISH).param("done", entities).update();
    }

    /**
     * Puts pieces in its place.
     *
     * @param expected how many entities each holds, about
     * @return 0 when it is not held any more
     */
    int cut(BackfillWindow window, List<BackfillWindow.Piece> pieces, long expected) {
        return of(window, CUT)
                .param("expected", expected)
                .param(
                        "froms",
                        pieces.stream().map(p -> Timestamp.from(p.from())).toArray(Timestamp[]::new))
                .param("tos", pieces.stream().map(p -> Timestamp.from(p.to())).toArray(Timestamp[]::new))
                .update();
    }

    /** Lets it go, to be begun anew when its backfill goes on. */
    void release(BackfillWindow window) {
        of(window, "update backfill_window set owner = null " + HELD).update();
    }

    /**
     * Lets it wait, and says why.
     *
     * @return 0 when it is not held any more
     */
    int putOff(BackfillWindow window, Duration wait, PullFailure failure) {
        return of(window, PUT_OFF)
                .param("seconds", wait.toSeconds())
                .param("failure", failure.text())
                .param("cause", failure.cause(window.pull().shopId()))
                .param("scope", failure.scope())
                .param("code", failure.code())
                .param("issue", failure.needsAPerson())
                .update();
    }

    private JdbcClient.StatementSpec of(BackfillWindow window, String sql) {
        return database.sql(sql)
                .param("id", window.id())
                .param("owner", window.pull().lease().id())
                .param("epoch", window.pull().epoch());
    }
}
