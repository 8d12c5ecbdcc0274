-- What people need to look into every state and to mend it.

-- A receiver that a person has paused: nothing is claimed for it until it is resumed.
alter table downstream add column paused_at timestamptz, add column paused_by text, add column pause_reason text;

-- Why the latest attempt failed that counted against the message.
alter table delivery_key add column failure text;

-- What was told about an entity, and what became of it.
create index message_entity on message (entity_key, revision);
drop index delivery_done_message;
create index delivery_done_message on delivery_done (message_position);
create index delivery_parked_position on delivery_parked (message_position, receiver);

-- Messages to send once more. day and position say how far it has come; each batch moves them along with what it sends.
create table replay (
  id bigint generated always as identity primary key,
  receiver text not null,
  current boolean not null,
  types text[],
  kind text,
  shop_id text,
  entity_id text,
  from_time timestamptz not null,
  to_time timestamptz not null,
  day date not null,
  position bigint not null default 0,
  sent bigint not null default 0,
  newer_delivered bigint not null default 0,
  on_its_way bigint not null default 0,
  operator text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  stopped_by text
);
create index replay_running on replay (id) where finished_at is null;

-- Who changed what, when. Kept for 400 days.
create table operation_log (
  position bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  operator text not null,
  action text not null,
  target text not null,
  detail text not null
);
create index operation_log_at on operation_log (at);
