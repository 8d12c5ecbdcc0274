-- Requests to erase what is kept of the buyer of an order. A row that is not finished is to be done; one that is, is its own
-- evidence: who asked, when, and how much was found.
create table erasure (
  id bigint generated always as identity primary key,
  shop_id text not null,
  order_id text not null,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  tried_at timestamptz,
  finished_at timestamptz,
  entities integer,
  messages integer,
  events integer
);
create index erasure_open on erasure (id) where finished_at is null;

-- Entities whose life is over, until their buyers' data are erased.
create table entity_ended (
  entity_key bigint primary key,
  ended_at timestamptz not null
);
create index entity_ended_at on entity_ended (ended_at);
insert into entity_ended (entity_key, ended_at)
select key, coalesce(update_time, read_at) from entity where kind = 'order' and lifecycle_rank >= 7;
