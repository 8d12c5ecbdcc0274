-- Backfills that ask for entities one by one, each with what came of it: those of a list, or those that the windows of a range tell of.
alter table backfill alter column from_time drop not null, alter column to_time drop not null,
  add column asks_for text, add column listed integer not null default 0, add column unasked integer not null default 0;
create index backfill_asking on backfill (shop_id, asks_for) where finished_at is null and asks_for is not null;

create table backfill_item (
  backfill bigint not null references backfill on delete cascade,
  entity_id text not null,
  revision bigint,
  asked boolean not null default false,
  result text,
  code integer,
  primary key (backfill, entity_id)
) with (fillfactor = 80);
create index backfill_item_open on backfill_item (backfill, asked, entity_id) where result is null;
