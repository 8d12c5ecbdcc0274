package io.creatorflow.tiktokshop.reconciliation;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends reconciliations whose differences are all settled and explained, and writes how accurate our copies were that day. */
@Component("finishReconciliations")
public class FinishReconciliations {

    /** Wrong is what differed when it was looked at, repaired or not; what was merely in flight or unlisted is not. */
    private static final String FINISH = """
            with over as (
              select r.id, r.shop_id, r.kind from reconciliation r
              where r.finished_at is null and r.walked and not exists (
                select 1 from difference d where d.reconciliation_id = r.id
                  and (d.settled_at is null or d.cause is null and d.found in ('missing', 'stale')))
              for update skip locked),
            wrong as (
              select o.id, count(d.entity_id) as wrong, count(d.entity_id) filter (where d.found = 'vanished') as vanished
              from over o left join difference d on d.reconciliation_id = o.id and d.found <> 'in-flight' and d.outcome <> 'returned'
              group by o.id),
            listed as (
              select o.id, count(s.entity_id) as listed from over o
              left join reconciliation_seen s on s.reconciliation_id = o.id group by o.id),
            finished as (
              update reconciliation r set finished_at = clock_timestamp(), compared = l.listed + w.vanished, wrong = w.wrong
              from wrong w join listed l using (id) where r.id = w.id
              returning r.id, r.shop_id, r.kind, r.compared, r.wrong),
            forgotten as (
              delete from reconciliation_seen where reconciliation_id in (select id from over)),
            figures as (
              select shop_id, kind, '' as receiver, compared - wrong as equal, compared as total from finished
              union all
              select f.shop_id, f.kind, r.receiver, r.equal, r.total from finished f
              join reconciliation_receiver r on r.reconciliation_id = f.id)
            insert into accuracy as a (day, shop_id, kind, receiver, equal, total)
            select distinct on (shop_id, kind, receiver) current_date, shop_id, kind, receiver, equal, total from figures
            on conflict (day, shop_id, kind, receiver) do update set
              equal = excluded.equal, total = excluded.total, measured_at = clock_timestamp()
            """;

    private final JdbcClient database;

    FinishReconciliations(JdbcClient database) {
        this.database = database;
    }

    /** Ends those that are over. */
    public void finish() {
        database.sql(FINISH).update();
    }
}
