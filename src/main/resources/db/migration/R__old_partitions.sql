-- Drops the history of days older than this, but no message that a delivery still refers to, and no event that is still to be
-- routed. Returns how many it dropped. No event comes in between the look and the drop: the lock is the one that a drop takes.
create or replace function drop_partitions(days integer) returns integer language plpgsql as $$
declare
  history text;
  old record;
  dropped integer := 0;
  oldest_needed date := (
    select least(min(message_day), (clock_timestamp() at time zone 'UTC')::date - days)
    from (select message_day from delivery union all select message_day from delivery_parked) waiting);
begin
  foreach history in array array['inbox', 'message', 'delivery_done'] loop
    for old in
      select relname, day from (
        select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') as day
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = history::regclass and c.relname ~ '_[0-9]{8}$') partition
      where day < case history when 'message' then oldest_needed else (clock_timestamp() at time zone 'UTC')::date - days end
    loop
      if history = 'inbox' then
        lock table only inbox in access exclusive mode;
        continue when exists (select 1 from inbox_waiting w where w.day = old.day);
      end if;
      execute format('drop table %I', old.relname);
      dropped := dropped + 1;
    end loop;
  end loop;
  return dropped;
end $$;

-- Which days of the inbox are older than this and kept all the same, and why.
create or replace function kept_partitions(days integer) returns table (why text) language sql stable as $$
  select format('%s is older than %s days and kept, as %s of its events are not routed yet: the log says why, as "Events wait on"',
    partition, days, count(*))
  from (select 'inbox_' || to_char(day, 'YYYYMMDD') as partition from inbox_waiting
    where day < (clock_timestamp() at time zone 'UTC')::date - days) waiting
  where to_regclass(partition) is not null group by partition order by partition
$$;
