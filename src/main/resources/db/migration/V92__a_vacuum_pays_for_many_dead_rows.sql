-- A vacuum goes through heap and indexes as large as the last peak made them: it pays once many rows are dead. Fewer are autovacuum's, which looks once a minute.
create or replace function much_is_dead(variadic tables name[]) returns boolean language sql stable as $$
  select exists (
    select from pg_stat_user_tables
    where schemaname = current_schema and relname = any (tables) and n_dead_tup > 20000 + 0.2 * n_live_tup)
$$;
