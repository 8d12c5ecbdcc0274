-- What made the revision that a message tells: read (a hint), pull, event, or own (its truth is ours).
alter table message add column cause text;
