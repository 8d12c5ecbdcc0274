-- A shop that is away is read no more, so its open orders end by time: how far they are noted, for the time since which it is away.
alter table shop add column forgotten_since timestamptz, add column forgotten_to text;
