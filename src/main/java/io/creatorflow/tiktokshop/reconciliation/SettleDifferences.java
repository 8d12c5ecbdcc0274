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
              order by due_at limit 500 for update skip locked),
            seen as (
              select o.*, e.revision as has, e.read_at > o.found_at as read,
                coalesce(e.update_time >= coalesce(o.update_time, '-infinity'), false) as reached, p.parked, h.waits
              from open o
              left join lateral (select revision, update_time, read_at from entity e
                where e.kind = o.kind and e.shop_id = o.shop_id and e.entity_id = o.entity_id) e on true
              left join lateral (select true as parked from hint_parked p
                where p.kind = o.kind and p.shop_id = o.shop_id and p.entity_id = o.entity_id) p on true
              left join lateral (select true as waits from hint h
                where h.kind = o.kind and h.shop_id = o.shop_id and h.entity_id = o.entity_id
                  and h.waiting_since <= statement_timestamp()) h on true),
            judged as (
              select s.*, case
                when found_at < statement_timestamp() - interval '1 day' then 'given-up'
                when waits then null
                when found = 'vanished' and (parked or has > revision) then 'vanished'
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

    /** An event that named the entity since TikTok Shop changed it came, but late; else it was lost. A search of the inbox reads some days. */
    private static final String EXPLAIN = """
            update difference d set cause = case when exists (
                select 1 from inbox i where i.day between (d.update_time at time zone 'UTC')::date - 1 and (d.update_time at time zone 'UTC')::date + 2
                  and i.received_at >= d.update_time - interval '1 minute' and i.shop_id = d.shop_id
                  and position(convert_to(d.entity_id, 'UTF8') in i.body) > 0)
              then 'late' when d.update_time is null then 'unknown' else 'lost-webhook' end
            where (d.reconciliation_id, d.entity_id) in (
              select reconciliation_id, entity_id from difference where cause is null and found in ('missing', 'stale')
              order by found_at limit 20 for update skip locked)
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
        database.sql(SETTLE).param("again", 5).query(row -> {
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

    /** Says why some copies were behind. */
    public void explain() {
        database.sql(EXPLAIN).update();
    }
}
