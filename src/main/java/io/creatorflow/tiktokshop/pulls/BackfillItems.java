package io.creatorflow.tiktokshop.pulls;

import io.creatorflow.tiktokshop.api.ApiResponse;
import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Kind;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Backfills that ask for entities one by one: so many wait as hints of the bulk lane at a time, and whoever settles a hint notes
 * what came of it. To ask, and to note that it was asked, is one transaction: after a kill it goes on from there.
 */
@Component("backfillItems")
public class BackfillItems {

    private static final int AT_A_TIME = 5;

    /** Locked first, so that the counts of the next statement are of a time at which nobody else asks. */
    private static final String TAKE = """
            select id from backfill where finished_at is null and asks_for is not null
            order by turned_at limit :most for update skip locked
            """;

    private static final String ASK = """
            with turn as materialized (
              select b.id, b.asks_for, b.shop_id, b.listed - b.unasked - w.waiting as done, :most - w.waiting as room,
                b.paused_at is null and s.state = 'connected' as goes_on
              from unnest(:taken::bigint[]) as t (id) cross join lateral (
                select * from backfill where id = t.id offset 0) b cross join lateral (
                select state from shop where shop_id = b.shop_id offset 0) s cross join lateral (
                select count(*) as waiting from backfill_item where backfill = t.id and asked and result is null) w),
            next as materialized (
              select t.id, t.asks_for, t.shop_id, i.entity_id from turn t cross join lateral (
                select entity_id from backfill_item where backfill = t.id and not asked and result is null
                order by entity_id limit greatest(0, case when t.goes_on then t.room else 0 end)) i),
            asked as (
              update backfill_item i set asked = true, revision = (
                select revision from entity e where e.kind = n.asks_for and e.shop_id = n.shop_id and e.entity_id = n.entity_id)
              from next n where i.backfill = any (:taken::bigint[]) and i.entity_id = any (array(select entity_id from next))
                and i.backfill = n.id and i.entity_id = n.entity_id),
            counted as (
              update backfill b set done = t.done, turned_at = clock_timestamp(),
                unasked = b.unasked - (select count(*) from next n where n.id = t.id),
                progress_at = case when b.done = t.done then b.progress_at else clock_timestamp() end,
                finished_at = case when b.windows_left = 0 and b.listed = t.done then clock_timestamp() end
              from turn t where b.id = any (:taken::bigint[]) and b.id = t.id)
            select asks_for, shop_id, entity_id from next
            """;
    private static final String LIST = """
            with listed as (
              insert into backfill_item (backfill, entity_id) select :backfill, unnest(:ids::text[])
              on conflict do nothing returning 1)
            update backfill set listed = listed + n, unasked = unasked + n from (select count(*) as n from listed) l
            where id = :backfill
            """;

    private record Asked(String kind, Wanted wanted) {}

    private final JdbcClient database;
    private final Hints hints;
    private final int most;

    BackfillItems(JdbcClient database, Hints hints, @Value("${backfills.items-at-once}") int most) {
        this.database = database;
        this.hints = hints;
        this.most = most;
    }

    /** Asks for the next of each, as far as there is room, and ends those of which each has a result. */
    @Transactional
    public void ask() {
        Long[] taken = database.sql(TAKE)
                .param("most", AT_A_TIME)
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
        if (taken.length > 0) {
            List<Asked> asked = database.sql(ASK)
                    .param("taken", taken)
                    .param("most", most)
                    .query((row, number) -> new Asked(
                            row.getString("asks_for"),
                            Wanted.now(row.getString("shop_id"), row.getString("entity_id"), null)))
                    .list();
            asked.stream()
                    .collect(Collectors.groupingBy(Asked::kind))
                    .forEach((kind, ofKind) ->
                            hints.ask(kind, ofKind.stream().map(Asked::wanted).toList(), true));
        }
    }

    /**
     * What takes the pages of a window instead of merging them.
     *
     * @return null where they are to be merged
     */
    public @Nullable PageTaker of(@ExchangeProperty("window") BackfillWindow window) {
        return window.asks() ? (kind, shopId, page) -> list(window.backfill(), kind, shopId, page) : null;
    }

    /** An entity that is listed twice is one item. */
    private void list(long backfill, Kind kind, String shopId, ApiResponse page) {
        String[] ids = EntityPull.wanted(kind, shopId, page).stream()
                .map(Wanted::entityId)
                .toArray(String[]::new);
        database.sql(LIST).param("backfill", backfill).param("ids", ids).update();
    }
}
