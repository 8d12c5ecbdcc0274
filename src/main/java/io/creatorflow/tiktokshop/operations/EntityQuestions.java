package io.creatorflow.tiktokshop.operations;

/** What is asked about one entity: its {@code kind}, {@code shop} and {@code entity}. */
final class EntityQuestions {

    static final String ENTITY = """
            select kind, shop_id as shop, entity_id as entity, revision, content ->> 'status' as status,
              update_time as "updateTime", read_at as "readAt", encode(content_sha256, 'hex') as "contentSha256"
            from entity where kind = :kind and shop_id = :shop and entity_id = :entity
            """;
    static final String HINT = """
            select h.kind, h.shop_id as shop, h.entity_id as entity, h.newest_event as "newestEvent", h.waiting_since as "waitingSince",
              greatest(h.due_at, d.held_until) as "dueAt", h.looks, h.failures, h.owner is not null as claimed,
              h.refused_code as "refusedCode", h.request_id as "requestId",
              case when s.state <> 'connected' then s.state else coalesce(l.state, '') end as "sellerState",
              coalesce(nullif(s.reason, ''), l.reason, '') as "sellerReason"
            from hint h left join shop s on s.shop_id = h.shop_id left join seller l on l.open_id = s.seller_open_id
            left join hint_held d on d.kind = h.kind and d.shop_id = h.shop_id
            where h.kind = :kind and h.shop_id = :shop and h.entity_id = :entity
            """;
    static final String PARKED_HINT = """
            select kind, shop_id as shop, entity_id as entity, code as "refusedCode", reason, parked_at as "parkedAt"
            from hint_parked where kind = :kind and shop_id = :shop and entity_id = :entity
            """;
    static final String MESSAGES = """
            select m.day::text as day, m.position, m.id, m.type, m.revision, m.created_at as "storedAt"
            from entity e join message m on m.entity_key = e.key
            where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity order by m.position desc limit :limit
            """;

    /** What came of each message at each receiver. */
    static final String OUTCOMES = """
            select d.receiver, m.id, m.type, m.revision, d.outcome, d.attempts, d.done_at as "doneAt"
            from entity e join message m on m.entity_key = e.key
            join delivery_done d on d.message_position = m.position and d.message_day = m.day
            where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity order by d.done_at desc limit :limit
            """;

    static final String WAITING = """
            select d.receiver, m.id, d.type, d.revision, m.created_at as "storedAt", k.attempts, k.failure, k.owner is not null as claimed,
              k.batch is not null as batched, k.lane, case when k.due_at < 'infinity' then k.due_at end as "dueAt",
              case when s.paused_at is not null then 'paused' when s.probe_at is not null then 'held' else 'open' end as state,
              s.failures, s.reason, s.probe_at as "probeAt", s.paused_at as "pausedAt", s.paused_by as "pausedBy",
              s.pause_reason as "pauseReason"
            from entity e join message m on m.entity_key = e.key
            join delivery d on d.entity_key = e.key and d.message_position = m.position
            join delivery_key k on k.receiver = d.receiver and k.entity_key = d.entity_key
            left join downstream s on s.receiver = d.receiver
            where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity order by d.receiver, d.message_position
            limit :limit
            """;
    static final String PARKED = """
            select p.receiver, p.message_position as position, m.id, p.type, m.revision, p.reason, p.attempts,
              m.created_at as "storedAt", p.parked_at as "parkedAt"
            from entity e join delivery_parked p on p.entity_key = e.key
            left join message m on m.day = p.message_day and m.position = p.message_position
            where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity order by p.parked_at limit :limit
            """;

    private EntityQuestions() {}
}
