-- Ranges that a person asked for to be read again, or for the first time. Each is cut into windows; a window's row is gone once all its pages
-- are stored, by the statement that counts it as done.
create table backfill (
  id bigint generated always as identity primary key,
  stream text not null,
  shop_id text not null,
  from_time timestamptz not null,
  to_time timestamptz not null,
  done bigint not null default 0,
  windows_done integer not null default 0,
  windows_left integer not null default 1,
  turned_at timestamptz not null default clock_timestamp(),
  progress_at timestamptz not null default clock_timestamp(),
  going_since timestamptz not null default clock_timestamp(),
  done_before bigint not null default 0,
  failure text,
  operator text not null,
  started_at timestamptz not null default clock_timestamp(),
  paused_at timestamptz,
  paused_by text,
  finished_at timestamptz,
  cancelled_by text
);
create index backfill_running on backfill (turned_at, id) where finished_at is null;
create index backfill_finished on backfill (finished_at);

create table backfill_window (
  id bigint generated always as identity primary key,
  backfill bigint not null references backfill on delete cascade,
  from_time timestamptz not null,
  to_time timestamptz not null,
  expected bigint,
  due_at timestamptz not null default clock_timestamp(),
  failures smallint not null default 0,
  owner uuid,
  epoch bigint not null default 0
);
create index backfill_window_due on backfill_window (backfill, due_at, id) where owner is null;
create index backfill_window_owned on backfill_window (backfill, id) where owner is not null;
create index backfill_window_of on backfill_window (backfill);
