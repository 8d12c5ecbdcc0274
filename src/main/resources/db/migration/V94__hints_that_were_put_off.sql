-- Most hints are to come due later, one for each open order. What waits is counted without going through them (measure_queues): what is due by the index of
-- what can be claimed, what was put off by this one.
create index hint_put_off on hint (kind, lane, waiting_since) where owner is null and waiting_since < due_at;
