-- Which days before this one are needed: events of theirs are still to be routed, or deliveries of their messages wait or are parked.
create or replace function needed_days(before date) returns table (history text, day date, needs bigint) language sql stable as $$
  select 'inbox', w.day, count(*) from inbox_waiting w where w.day < before group by w.day
  union all
  select 'message', d.message_day, count(*)
  from (select message_day from delivery union all select message_day from delivery_parked) d
  where d.message_day < before group by d.message_day
$$;

-- Drops the history of days older than this, but none that is needed. Returns how many it dropped. Nothing comes in between the look and
-- the drop: the lock is the one that a drop takes, and is waited for as in make_partitions. Parked events outlive their day: without it they lie in the
-- default partition.
create or replace function drop_partitions(days integer) returns integer language plpgsql
set enable_seqscan = on set lock_timeout = '200ms' as $$
declare
  parent text;
  old record;
  needed date[];
  first_kept date := (clock_timestamp() at time zone 'UTC')::date - days;
  dropped integer := 0;
begin
  foreach parent in array array['inbox', 'message', 'delivery_done'] loop
    needed := null;
    for old in
      select relname, day from (
        select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') as day
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = parent::regclass and c.relname ~ '_[0-9]{8}$') partition
      where day < first_kept
    loop
      if needed is null then
        execute format('lock table only %I in access exclusive mode', parent);
        needed := array(select n.day from needed_days(first_kept) n where n.history = parent);
      end if;
      continue when old.day = any (needed);
      if parent = 'inbox' then
        execute format('alter table inbox detach partition %I', old.relname);
        execute format('insert into inbox select e.* from inbox_parked p cross join lateral (
            select * from %I where day = p.day and body_sha256 = p.body_sha256 offset 0) e where p.day = %L', old.relname, old.day);
      end if;
      execute format('drop table %I', old.relname);
      dropped := dropped + 1;
    end loop;
  end loop;
  return dropped;
end $$;

-- Which days are older than this and kept all the same, and why.
create or replace function kept_partitions(days integer) returns table (why text) language sql stable set enable_seqscan = on as $$
  select format('%s is older than %s days and kept, as %s of its %s', partition, days, needs, case history
    when 'inbox' then 'events are not routed yet: the log says why, as "Events wait on"'
    else 'deliveries are parked or wait: GET /api/v1/operations/parked/messages lists those that are parked' end)
  from (
    select history || to_char(day, '_YYYYMMDD') as partition, history, needs
    from needed_days((clock_timestamp() at time zone 'UTC')::date - days)) needed
  where to_regclass(partition) is not null order by partition
$$;
