-- No plan of the hot path depends on statistics (decision 0012), but of each table that grew by a tenth autovacuum read 30,000 rows, bodies and all, each minute at
-- the most, and went through what was only added. Of entities a smaller sample is taken, of a day's history one for each 200,000 rows (R__make_partitions).
alter table entity alter column key set statistics 10, alter column kind set statistics 10, alter column shop_id set statistics 10,
  alter column entity_id set statistics 10, alter column revision set statistics 10, alter column update_time set statistics 10,
  alter column lifecycle_rank set statistics 10, alter column read_at set statistics 10, alter column content_sha256 set statistics 0,
  alter column content set statistics 0;

-- The days that are there already.
do $$
declare
  day regclass;
begin
  for day in select inhrelid::regclass from pg_inherits join pg_class c on c.oid = inhrelid
    where inhparent in ('inbox'::regclass, 'message'::regclass, 'delivery_done'::regclass) and c.relkind = 'r' loop
    execute format('alter table %s set (autovacuum_analyze_threshold = 200000, autovacuum_vacuum_insert_threshold = 200000)', day);
  end loop;
end $$;
