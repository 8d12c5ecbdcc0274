-- Makes the partitions of the days around today. Returns how many it made. It needs each table for itself for a moment, and whoever comes waits
-- behind it: so it gives up soon where somebody reads for long, such as a backup, and the next run tries again.
create or replace function make_partitions(days_back integer, days_ahead integer) returns integer language plpgsql
set lock_timeout = '200ms' as $$
declare
  history text;
  today date := (clock_timestamp() at time zone 'UTC')::date;
  made integer := 0;
begin
  foreach history in array array['inbox', 'message', 'delivery_done'] loop
    for offset_days in -days_back .. days_ahead loop
      if to_regclass(history || to_char(today + offset_days, '_YYYYMMDD')) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (toast_tuple_target = 8160,
            autovacuum_analyze_threshold = 200000, autovacuum_vacuum_insert_threshold = 200000)',
          history || to_char(today + offset_days, '_YYYYMMDD'), history, today + offset_days, today + offset_days + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;
