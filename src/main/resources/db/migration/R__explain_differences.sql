-- Says of copies that were behind whether an event that named the entity came all the same, but late, since TikTok Shop changed it; else
-- its webhook was lost. A search of the inbox, whose days are read through once for many differences: of reconciliations of which all
-- that they found is settled, so that no more comes of them.
create or replace function explain_differences() returns bigint
language sql volatile set max_parallel_workers_per_gather = 0 set enable_seqscan = on set enable_sort = on as $$
  with settled as materialized (
    select r.id from reconciliation r where r.finished_at is null and r.walked and not exists (
      select from difference d where d.reconciliation_id = r.id and d.settled_at is null)),
  unexplained as materialized (
    select reconciliation_id, entity_id, shop_id, update_time from difference
    where cause is null and found in ('missing', 'stale') and reconciliation_id in (select id from settled)
    order by update_time limit 10000 for update skip locked),
  named as materialized (
    select i.shop_id, n.id[1] as entity_id, max(i.received_at) as latest
    from inbox i cross join regexp_matches(encode(i.body, 'escape'), '[0-9]{6,}', 'g') as n (id)
    where i.day between (select (min(update_time) at time zone 'UTC')::date - 1 from unexplained)
        and (select (max(update_time) at time zone 'UTC')::date + 2 from unexplained)
      and (i.shop_id, n.id[1]) in (select shop_id, entity_id from unexplained)
    group by 1, 2),
  explained as (
    update difference d set cause = case when u.update_time is null then 'unknown'
        when n.latest >= u.update_time - interval '1 minute' then 'late' else 'lost-webhook' end
    from unexplained u left join named n using (shop_id, entity_id)
    where d.reconciliation_id = u.reconciliation_id and d.entity_id = u.entity_id returning 1)
  select count(*) from explained
$$;
