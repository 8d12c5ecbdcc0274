-- Events that name no day, or one without a partition, are forgotten row by row (OldEvents), in the order in which they came.
create index inbox_default_received on inbox_default (received_at);

-- Parked events went with their day: nothing is left of these that could be routed.
delete from inbox_parked p where not exists (
  select from inbox i where i.day = p.day and i.body_sha256 = p.body_sha256);
