-- When a queue is to be vacuumed: autovacuum's rule. A vacuum goes through the whole of a deep backlog, so it waits for a share of it to be dead.
create function much_is_dead(variadic tables name[]) returns boolean language sql stable as $$
  select exists (
    select from pg_stat_user_tables
    where schemaname = current_schema and relname = any (tables) and n_dead_tup > 500 + 0.2 * n_live_tup)
$$;
create function much_that_came_in_is_dead() returns boolean language sql stable as $$
  select much_is_dead('inbox_waiting', 'hint')
$$;
create function much_that_goes_out_is_dead() returns boolean language sql stable as $$
  select much_is_dead('delivery', 'delivery_key')
$$;
