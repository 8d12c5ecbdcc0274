-- Whose entity it is: a claim takes from each shop's keys, so that no shop waits behind all that another has queued. The default
-- serves a replica of the version before.
alter table delivery_key add column shop_id text not null default '';
update delivery_key k set shop_id = e.shop_id from entity e where e.key = k.entity_key;
drop index delivery_key_due;
create index delivery_key_due on delivery_key (receiver, lane, shop_id, due_at) where owner is null;

-- What a person has set instead of the knobs, for all replicas; null: as the knob says.
alter table downstream add column concurrency integer, add column rate integer;
