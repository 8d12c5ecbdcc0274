-- What waits, what is parked, how many seconds the oldest has waited, and what else is to be watched, a row for each gauge. Known receivers (joined by
-- commas) are told of also when nothing waits for them. Deliveries are counted in their primary key alone, in one pass, without
-- parallel workers, as it is in no hurry. Hints are counted without those that come due later, one for each open order: from one kind, shop and lane to
-- the next in the index of what can be claimed, and those that were put off in theirs. What is being read does not wait.
create or replace function measure_queues(receivers text)
returns table (name text, receiver text, kind text, lane text, value float8)
language sql stable set max_parallel_workers_per_gather = 0 set enable_seqscan = on set enable_sort = on as $$
  with recursive queues (kind, shop_id, lane) as (
    (select h.kind, h.shop_id, h.lane from hint h where h.owner is null order by h.kind, h.shop_id, h.lane limit 1)
    union all
    select next.* from queues q cross join lateral (
      select h.kind, h.shop_id, h.lane from hint h
      where h.owner is null and (h.kind, h.shop_id, h.lane) > (q.kind, q.shop_id, q.lane)
      order by h.kind, h.shop_id, h.lane limit 1) next),
  waits as (
    select q.kind, q.lane, due.waiting, due.since from queues q cross join lateral (
      select count(*) as waiting, min(h.due_at) as since from hint h
      where h.owner is null and h.kind = q.kind and h.shop_id = q.shop_id and h.lane = q.lane and h.due_at <= statement_timestamp()) due
    union all
    select h.kind, h.lane, (h.due_at > statement_timestamp())::integer, h.waiting_since from hint h
    where h.owner is null and h.waiting_since < h.due_at),
  asked as materialized (
    select w.kind, w.lane, sum(w.waiting) as waiting, min(w.since) as since from waits w group by w.kind, w.lane),
  kinds as (
    select unnest(array['order', 'cancellation', 'return', 'package', 'product', 'stock']) as kind union select h.kind from asked h union select p.kind from hint_parked p),
  lanes as (
    select k.kind, l.name as lane, coalesce(h.waiting, 0) as waiting, h.since
    from kinds k cross join (values (0, 'live'), (1, 'bulk')) l (number, name)
    left join asked h on h.kind = k.kind and h.lane = l.number),
  told as materialized (
    select d.receiver, count(*) as waiting, min(d.message_position) as first from delivery d group by d.receiver),
  refused as (
    select p.receiver, count(*) as parked from delivery_parked p group by p.receiver),
  posts as (
    select receiver, coalesce(t.waiting, 0) as waiting, coalesce(r.parked, 0) as parked, (
      select m.created_at from delivery d join message m on m.day = d.message_day and m.position = d.message_position
      where d.receiver = t.receiver and d.message_position = t.first limit 1) as since
    from unnest(string_to_array(receivers, ',')) as known (receiver)
    full join told t using (receiver) full join refused r using (receiver)),
  books as (
    select l.receiver, sum(l.accepted - l.delivered - l.superseded - l.discarded) as due, sum(l.parked - l.unparked) as parked
    from ledger l group by l.receiver),
  backfills as (
    select known.stream, sum(b.windows_left) as windows, min(b.progress_at) as since
    from unnest(array['orders', 'cancellations', 'returns', 'packages', 'products']) as known (stream)
    left join backfill b on b.stream = known.stream and b.finished_at is null and b.paused_at is null group by known.stream),
  accurate as (
    select distinct on (shop_id, kind, receiver) kind, receiver, (1 - equal::float8 / greatest(total, 1)) as wrong
    from accuracy join shop using (shop_id) where state = 'connected' order by shop_id, kind, receiver, day desc),
  figures (name, receiver, kind, lane, number, since) as (
    select 'inbox.waiting', null, null, null, count(*), null from inbox_waiting
    union all select 'inbox.oldest', null, null, null, null, min(due_at) from inbox_waiting
    union all select 'inbox.parked', null, null, null, count(*), null from inbox_parked
    union all select 'hints.waiting', null, kind, lane, waiting, null from lanes
    union all select 'hints.oldest', null, kind, lane, null, since from lanes
    union all select 'hints.parked', null, k.kind, null, count(p.kind), null
      from kinds k left join hint_parked p on p.kind = k.kind group by k.kind
    union all select 'deliveries.waiting', receiver, null, null, waiting, null from posts
    union all select 'deliveries.oldest', receiver, null, null, null, since from posts
    union all select 'deliveries.parked', receiver, null, null, parked, null from posts
    union all select 'deliveries.held', receiver, null, null, (
      select count(*) from downstream d where d.receiver = p.receiver and d.probe_at is not null), null from posts p
    union all select 'ledger.difference', receiver, null, null, coalesce(b.due - b.parked, 0) - waiting, null
      from posts left join books b using (receiver)
    union all select 'ledger.drift', receiver, null, null, coalesce(b.parked, 0) - p.parked, null
      from posts p left join books b using (receiver)
    union all select 'issues.open', null, known.kind, null, count(i.id), null
      from unnest(array['product-audit-failed', 'invoice-failed', 'authorization-lost', 'authorization-ending', 'webhooks-missing', 'items-refused', 'api-refused',
        'message-parked', 'entity-parked', 'event-parked']) as known (kind)
      left join issue i on i.kind = known.kind and i.state = 'open' group by known.kind
    union all select 'erasures.oldest', null, null, null, null, min(requested_at) from erasure where finished_at is null
    union all select 'pulls.lag', null, stream, null, null, min(watermark) from pull join shop using (shop_id)
      where state = 'connected' group by stream
    union all select 'backfills.waiting', null, stream, null, coalesce(windows, 0), null from backfills
    union all select 'backfills.oldest', null, stream, null, null, since from backfills
    union all select 'reconciliations.oldest', null, known.kind, null, null, min(r.started_at)
      from unnest(array['order', 'cancellation', 'return', 'package', 'product']) as known (kind)
      left join (reconciliation r join shop s on s.shop_id = r.shop_id and s.state = 'connected')
        on r.kind = known.kind and r.finished_at is null group by known.kind
    union all select 'accuracy.wrong', null, kind, null, coalesce(max(wrong), 0), null
      from unnest(array['order', 'cancellation', 'return', 'package', 'product']) as known (kind)
      left join (select * from accurate where receiver = '') own using (kind) group by kind
    union all select 'accuracy.behind', known.receiver, kinds.kind, null, coalesce(max(wrong), 0), null
      from unnest(string_to_array(receivers, ',')) as known (receiver)
      cross join unnest(array['order', 'cancellation', 'return', 'package', 'product']) as kinds (kind)
      left join accurate a on a.receiver = known.receiver and a.kind = kinds.kind group by known.receiver, kinds.kind
    union all select 'authorization.needed', null, null, null, count(*), null from seller where state = 'authorize-again'
    union all select 'authorization.overdue', null, null, null, count(*), null from seller where state = 'connected'
      and statement_timestamp() > access_token_expires_at - (access_token_expires_at - obtained_at) / 5)
  select f.name, f.receiver, f.kind, f.lane,
    coalesce(f.number, greatest(0, extract(epoch from statement_timestamp() - f.since)), 0)::float8
  from figures f
$$;
