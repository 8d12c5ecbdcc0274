-- Ends reconciliations whose differences are all settled and explained, and writes how accurate our copies were that day. Wrong is what
-- differed when it was looked at, repaired or not; what was merely in flight or unlisted is not. Drops what is too old to keep.
create or replace function finish_reconciliations(keep_days integer) returns bigint
language sql volatile set max_parallel_workers_per_gather = 0 set enable_seqscan = on set enable_sort = on as $$
  with old_figures as (
    delete from accuracy where day < (statement_timestamp() at time zone 'UTC')::date - keep_days),
  old as (
    delete from reconciliation where finished_at < statement_timestamp() - interval '30 days'),
  over as (
    select r.id, r.shop_id, r.kind from reconciliation r
    where r.finished_at is null and r.walked and not exists (
      select from difference d where d.reconciliation_id = r.id
        and (d.settled_at is null or d.cause is null and d.found in ('missing', 'stale')))
    for update skip locked),
  differed as (
    select o.id, count(d.entity_id) filter (where d.outcome <> 'returned') as wrong,
      count(d.entity_id) filter (where d.found = 'vanished') as unlisted
    from over o left join difference d on d.reconciliation_id = o.id and d.found <> 'in-flight' group by o.id),
  listed as (
    select o.id, count(s.entity_id) as listed from over o
    left join reconciliation_seen s on s.reconciliation_id = o.id group by o.id),
  finished as (
    update reconciliation r set finished_at = clock_timestamp(), compared = l.listed + d.unlisted, wrong = d.wrong
    from differed d join listed l using (id) where r.id = d.id
    returning r.id, r.shop_id, r.kind, r.compared, r.wrong),
  forgotten as (
    delete from reconciliation_seen where reconciliation_id in (select id from over)),
  figures (shop_id, kind, receiver, equal, total) as (
    select shop_id, kind, '', compared - wrong, compared from finished
    union all select f.shop_id, f.kind, r.receiver, r.equal, r.total from finished f
      join reconciliation_receiver r on r.reconciliation_id = f.id),
  measured as (
    insert into accuracy as a (day, shop_id, kind, receiver, equal, total)
    select (statement_timestamp() at time zone 'UTC')::date, shop_id, kind, receiver, equal, total from figures
    on conflict (day, shop_id, kind, receiver) do update set
      equal = excluded.equal, total = excluded.total, measured_at = clock_timestamp())
  select count(*) from finished
$$;
