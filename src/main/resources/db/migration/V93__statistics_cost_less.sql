-- No plan of ours depends on statistics (decision 0012), but each minute in which a table grew by a tenth 30,000 of its rows were read for them, bodies and all, and
-- what was only added was vacuumed: 2 seconds of a processor. Of entities a smaller sample is taken, of a day's history one for each 200,000 rows.
alter table entity alter column key set statistics 10, alter column kind set statistics 10, alter column shop_id set statistics 10,
  alter column entity_id set statistics 10, alter column revision set statistics 10, alter column update_time set statistics 10,
  alter column lifecycle_rank set statistics 10, alter column read_at set statistics 10, alter column content_sha256 set statistics 0,
  alter column content set statistics 0;

-- Makes the partitions of the days around today. Returns how many it made.
create or replace function make_partitions(days_back integer, days_ahead integer) returns integer language plpgsql as $$
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

-- And those that are there already.
do $$
declare
  day regclass;
begin
  for day in select inhrelid::regclass from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent in ('inbox'::regclass, 'message'::regclass, 'delivery_done'::regclass) and c.relkind = 'r' loop
    execute format('alter table %s set (autovacuum_analyze_threshold = 200000, autovacuum_vacuum_insert_threshold = 200000)', day);
  end loop;
end $$;
