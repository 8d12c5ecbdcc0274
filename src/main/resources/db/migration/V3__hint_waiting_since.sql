-- Since when an entity waits to be looked at: the hint, or the time that was set for a further look. due_at moves with each
-- failed call, this does not.
alter table hint add column waiting_since timestamptz not null default clock_timestamp();
