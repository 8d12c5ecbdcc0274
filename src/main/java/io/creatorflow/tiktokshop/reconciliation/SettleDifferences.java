package io.creatorflow.tiktokshop.reconciliation;

import io.creatorflow.tiktokshop.durable.SqlTime;
import io.creatorflow.tiktokshop.entities.Hints;
import io.creatorflow.tiktokshop.entities.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks what came of differences once their hints are gone: equal by now, parked, vanished (TikTok Shop did not return it by its id
 * either), or returned all the same. What was in flight and is behind still is a difference from then on. After a day it is given up.
 */
@Component("settleDifferences")
public class SettleDifferences {

    private static final String SETTLE = """
            with open as (
              select * from difference where settled_at is null and due_at <= statement_timestamp()
              order by due_at limit 2000 for update skip locked),
            seen as (
              select o.*, e.revision as has, e.read_at > o.found_at as read,
                coalesce(e.update_time >= coalesce(o.update_time, '-infinity'), false) as reached,
                p.parked or o.found = 'vanished' and e.content ->> 'status' = 'deleted' as ended, p.parked, h.waits
              from open o
              left join lateral (select revision, update_time, read_at, content from entity
                where kind = o.kind and shop_id = o.shop_id and entity_id = o.entity_id offset 0) e on true
              left join lateral (select true as parked from hint_parked
                where kind = o.kind and shop_id = o.shop_id and entity_id = o.entity_id offset 0) p on true
              left join lateral (select true as waits from hint
                where kind = o.kind and shop_id = o.shop_id and entity_id = o.entity_id
                  and waiting_since <= statement_timestamp() offset 0) h on true),
            judged as (
              select s.*, case
                when found_at < statement_timestamp() - interval '1 day' then 'given-up'
                when waits then null
                when found = 'vanished' and ended then 'vanished'
                when found = 'vanished' then case when read then 'returned' end
                when parked then 'parked'
                when found = 'in-flight' then case when reached then 'equal' end
                when reached and (found <> 'differing' or has > revision or read) then 'equal'
                end as came
              from seen s)
            update difference d set outcome = j.came, settled_at = case when j.came is not null then clock_timestamp() end,
              due_at = clock_timestamp() + make_interval(secs => :again),
              found = case when j.found = 'in-flight' and not coalesce(j.waits, false) and j.came is distinct from 'equal'
                then case when j.has is null then 'missing' else 'stale' end else j.found end
            from judged j where d.reconciliation_id = j.reconciliation_id and d.entity_id = j.entity_id
            returning d.kind, d.shop_id, d.entity_id, case when d.found in ('missing', 'stale') then d.update_time end as update_time,
              j.came is null and j.waits is null as ask
            """;

    private final JdbcClient database;
    private final Hints hints;

    SettleDifferences(JdbcClient database, Hints hints) {
        this.database = database;
        this.hints = hints;
    }

    /** Judges those that are due, and asks again for those that nobody waits for and that differ still. */
    @Transactional
    public void settle() {
        Map<String, List<Wanted>> again = new LinkedHashMap<>();
        database.sql(SETTLE).param("again", 1).query(row -> {
            if (row.getBoolean("ask")) {
                again.computeIfAbsent(row.getString("kind"), none -> new ArrayList<>())
                        .add(Wanted.now(
                                row.getString("shop_id"),
                                row.getString("entity_id"),
                                SqlTime.instant(row.getTimestamp("update_time"))));
            }
        });
        again.forEach((kind, wanted) -> hints.ask(kind, wanted, true));
    }
}
