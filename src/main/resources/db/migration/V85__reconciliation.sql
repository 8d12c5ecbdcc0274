-- Comparing what TikTok Shop lists with our copies: first window by window what it lists, then our copies in the order of their ids, so
-- that no index of entity has to follow each revision.
create table reconciliation (
  id bigint generated always as identity primary key,
  shop_id text not null,
  kind text not null,
  from_time timestamptz not null,
  to_time timestamptz not null,
  reached timestamptz not null,
  window_seconds bigint not null default 86400,
  walked_to text not null default '',
  walked boolean not null default false,
  owner uuid,
  epoch bigint not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  compared bigint,
  wrong bigint,
  failure text,
  operator text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create unique index reconciliation_running on reconciliation (shop_id, kind) where finished_at is null;

-- What a running reconciliation has seen listed.
create table reconciliation_seen (
  reconciliation_id bigint not null references reconciliation on delete cascade,
  entity_id text not null,
  primary key (reconciliation_id, entity_id)
);

-- How many of the entities that a receiver was told of it has in their present revision.
create table reconciliation_receiver (
  reconciliation_id bigint not null references reconciliation on delete cascade,
  receiver text not null,
  equal bigint not null,
  total bigint not null,
  primary key (reconciliation_id, receiver)
);

-- An entity that a reconciliation found otherwise than TikTok Shop tells it, and what came of it.
create table difference (
  reconciliation_id bigint not null references reconciliation on delete cascade,
  entity_id text not null,
  shop_id text not null,
  kind text not null,
  found text not null,
  cause text,
  update_time timestamptz,
  revision bigint,
  found_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp(),
  outcome text,
  settled_at timestamptz,
  primary key (reconciliation_id, entity_id)
);
create index difference_open on difference (due_at) where settled_at is null;
create index difference_unexplained on difference (update_time) where cause is null and found in ('missing', 'stale');

-- The latest figures of each day. receiver is empty for our own copy.
create table accuracy (
  day date not null,
  shop_id text not null,
  kind text not null,
  receiver text not null default '',
  equal bigint not null,
  total bigint not null,
  measured_at timestamptz not null default clock_timestamp(),
  primary key (day, shop_id, kind, receiver)
);
