-- By its product alone, the stock of a shop is found for an event that names no shop.
create index entity_stock on entity (entity_id) where kind = 'stock';

-- How far a round has come that goes by ids instead of times.
alter table pull add column after_id text not null default '';
