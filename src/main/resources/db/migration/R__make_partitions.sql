-- Makes the partitions of the days around today, and moves into each what came before it was there. Returns how many it made. It needs a table
-- for itself for a moment, and whoever comes waits behind it: so it gives up soon where somebody reads for long, such as a backup, and the
-- next run tries again.
create or replace function make_partitions(days_back integer, days_ahead integer) returns integer language plpgsql
set lock_timeout = '200ms' set enable_seqscan = on as $$
declare
  history text;
  partition text;
  day date;
  made integer := 0;
begin
  foreach history in array array['inbox', 'message', 'delivery_done'] loop
    for offset_days in -days_back .. days_ahead loop
      day := (clock_timestamp() at time zone 'UTC')::date + offset_days;
      partition := history || to_char(day, '_YYYYMMDD');
      if to_regclass(partition) is null then
        execute format('create table %I (like %I including all excluding identity) with (toast_tuple_target = 8160,
            autovacuum_analyze_threshold = 200000, autovacuum_vacuum_insert_threshold = 200000)', partition, history);
        execute format('with early as (delete from %I where day = %L returning *) insert into %I select * from early',
          history || '_default', day, partition);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)', history, partition, day, day + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;
