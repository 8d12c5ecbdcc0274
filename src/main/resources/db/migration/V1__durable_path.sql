-- The durable path: what came in (inbox), what to look at (hint), the one true copy (entity), what goes out (message, delivery).
-- Rows that wait live in small hot tables and leave them at once when done; history is partitioned by day and dropped by day.

-- A running copy of the integration. Its claims are valid while expires_at lies ahead, on the clock of the database.
create table replica (
  id uuid primary key,
  started_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

-- Every accepted webhook, append only. day is taken from the body's signed timestamp; '-infinity' when it has none.
create table inbox (
  day date not null,
  body_sha256 bytea not null,
  received_at timestamptz not null default clock_timestamp(),
  event_type integer,
  shop_id text,
  body bytea not null,
  primary key (day, body_sha256)
) partition by range (day);
create table inbox_default partition of inbox default;

-- The inbox rows that are not routed yet.
create table inbox_waiting (
  day date not null,
  body_sha256 bytea not null,
  due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  primary key (day, body_sha256)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index inbox_waiting_due on inbox_waiting (due_at);

create table inbox_parked (
  day date not null,
  body_sha256 bytea not null,
  reason text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (day, body_sha256)
);

-- "Look at order X": a set, one row per entity. version counts the hints that were folded into the row, looks the answers
-- that were too old or missing, failures how often a batch with this row could not be merged (each halves the next batch).
create table hint (
  kind text not null,
  shop_id text not null,
  entity_id text not null,
  newest_event timestamptz,
  due_at timestamptz not null default clock_timestamp(),
  lane smallint not null default 0,
  version bigint not null default 1,
  looks smallint not null default 0,
  believe boolean not null default false,
  failures smallint not null default 0,
  owner uuid,
  epoch bigint not null default 0,
  primary key (kind, shop_id, entity_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index hint_due on hint (kind, shop_id, lane, due_at) where owner is null;

create table hint_parked (
  kind text not null,
  shop_id text not null,
  entity_id text not null,
  reason text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (kind, shop_id, entity_id)
);

-- The one true copy of each order, product, package and so on, normalized.
create table entity (
  key bigint generated always as identity unique,
  kind text not null,
  shop_id text not null,
  entity_id text not null,
  revision bigint not null,
  update_time timestamptz,
  lifecycle_rank smallint not null,
  read_at timestamptz not null,
  content_sha256 bytea not null,
  content json not null,
  primary key (kind, shop_id, entity_id)
) with (fillfactor = 80, toast_tuple_target = 8160);
alter table entity alter column content set storage external;

-- Each message once, exactly the bytes that every attempt sends.
create table message (
  day date not null default (clock_timestamp() at time zone 'UTC')::date,
  position bigint generated always as identity,
  id text not null,
  type text not null,
  entity_key bigint not null,
  revision bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  body bytea not null,
  primary key (day, position)
) partition by range (day);
-- To compress each body would cost more than to write it. Partitions take this over.
alter table message alter column body set storage external;
create table message_default partition of message default;

-- A message that waits for one receiver.
create table delivery (
  receiver text not null,
  entity_key bigint not null,
  revision bigint not null,
  message_position bigint not null,
  message_day date not null,
  type text not null,
  primary key (receiver, entity_key, revision, message_position)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- What is claimed: everything that waits for one receiver about one entity. waiting counts its rows in delivery. While its
-- messages are part of a batch, one key of the batch says when it is due and which others (members) are claimed along.
create table delivery_key (
  receiver text not null,
  entity_key bigint not null,
  waiting integer not null,
  lane smallint not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  owner uuid,
  epoch bigint not null default 0,
  batch uuid,
  members bigint[],
  primary key (receiver, entity_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
create index delivery_key_due on delivery_key (receiver, lane, due_at) where owner is null;

create table delivery_parked (
  receiver text not null,
  entity_key bigint not null,
  message_position bigint not null,
  message_day date not null,
  type text not null,
  reason text not null,
  attempts integer not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (receiver, entity_key, message_position)
);

-- How each delivery ended.
create table delivery_done (
  day date not null default (clock_timestamp() at time zone 'UTC')::date,
  receiver text not null,
  message_position bigint not null,
  message_day date not null,
  outcome text not null,
  attempts integer not null,
  done_at timestamptz not null default clock_timestamp()
) partition by range (day);
create table delivery_done_default partition of delivery_done default;
create index delivery_done_message on delivery_done using brin (message_position);

-- The state of a receiver's endpoint: while failures > 0 and probe_at is set, its queue is held.
create table downstream (
  receiver text primary key,
  failures integer not null default 0,
  probe_at timestamptz,
  reason text
);

-- What each database session added, so that sessions never wait for each other; the sum per receiver is the ledger.
create table ledger (
  receiver text not null,
  backend integer not null,
  accepted bigint not null default 0,
  delivered bigint not null default 0,
  superseded bigint not null default 0,
  parked bigint not null default 0,
  unparked bigint not null default 0,
  discarded bigint not null default 0,
  primary key (receiver, backend)
) with (fillfactor = 50);

-- How far each scheduled pull of each shop has read.
create table pull (
  stream text not null,
  shop_id text not null,
  watermark timestamptz,
  owner uuid,
  epoch bigint not null default 0,
  finished_at timestamptz,
  primary key (stream, shop_id)
);

-- Makes the partitions of the days around today. Returns how many it made.
create function make_partitions(days_back integer, days_ahead integer) returns integer language plpgsql as $$
declare
  history text;
  today date := (clock_timestamp() at time zone 'UTC')::date;
  made integer := 0;
begin
  foreach history in array array['inbox', 'message', 'delivery_done'] loop
    for offset_days in -days_back .. days_ahead loop
      if to_regclass(history || to_char(today + offset_days, '_YYYYMMDD')) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L) with (toast_tuple_target = 8160)',
          history || to_char(today + offset_days, '_YYYYMMDD'), history, today + offset_days, today + offset_days + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

-- Drops the history of days older than this, but no message that a delivery still refers to. Returns how many it dropped.
create function drop_partitions(days integer) returns integer language plpgsql as $$
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
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = history::regclass and c.relname ~ '_[0-9]{8}$'
        and to_date(right(c.relname, 8), 'YYYYMMDD') <
          case history when 'message' then oldest_needed else (clock_timestamp() at time zone 'UTC')::date - days end
    loop
      execute format('drop table %I', old.relname);
      dropped := dropped + 1;
    end loop;
  end loop;
  return dropped;
end $$;

-- The ledger of each receiver beside the rows it has to agree with. difference and drift are 0, or something is wrong.
create view ledger_balance as
select l.receiver, l.accepted, l.delivered, l.superseded, l.discarded, l.parked, coalesce(w.pending, 0) as pending,
  l.accepted - l.delivered - l.superseded - l.discarded - l.parked - coalesce(w.pending, 0) as difference,
  l.parked - coalesce(p.parked, 0) as drift
from (
  select receiver, sum(accepted)::bigint as accepted, sum(delivered)::bigint as delivered,
    sum(superseded)::bigint as superseded, sum(discarded)::bigint as discarded, sum(parked - unparked)::bigint as parked
  from ledger group by receiver) l
left join (select receiver, count(*) as pending from delivery group by receiver) w using (receiver)
left join (select receiver, count(*) as parked from delivery_parked group by receiver) p using (receiver);
