package io.creatorflow.tiktokshop.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends messages to a receiver once more, under their ids, with the ledger in one transaction. The entities are locked as a
 * merge locks them, then the keys as a settlement does: nothing newer comes in between the look and the sending.
 */
@Component
class ReplayBatch {

    /** Where a message lies. */
    record Place(String day, long position) {}

    private static final String LOCK_ENTITIES = """
            select e.key from unnest(:days::date[], :positions::bigint[]) as c (day, position)
            cross join lateral (
              select entity_key from message where day = c.day and position = c.position offset 0) m
            join entity e on e.key = m.entity_key order by e.kind, e.shop_id, e.entity_id for update of e
            """;
    private static final String LOCK_KEYS = """
            select k.entity_key from delivery_key k where k.receiver = :receiver and k.entity_key in (
              select m.entity_key from unnest(:days::date[], :positions::bigint[]) as c (day, position)
              cross join lateral (
                select entity_key from message where day = c.day and position = c.position offset 0) m)
            order by k.entity_key for update
            """;

    /**
     * Messages that were never told to the receiver are left out. Where deliveries of a message's day are no longer kept
     * (drop_partitions), nobody knows what was delivered after it: what the entity has become since counts as delivered.
     */
    private static final String VERDICTS = """
            with candidate as materialized (
              select m.* from unnest(:days::date[], :positions::bigint[]) as c (day, position)
              cross join lateral (
                select day, position, id, type, entity_key, revision from message
                where day = c.day and position = c.position offset 0) m),
            newest as materialized (
              select c.entity_key, max(r.revision) as delivered
              from (select distinct entity_key from candidate) c
              cross join lateral (
                select day, position, revision from message where entity_key = c.entity_key offset 0) r
              cross join lateral (
                select 1 from delivery_done where message_position = r.position and message_day = r.day
                  and receiver = :receiver and outcome = 'delivered' limit 1) d
              group by c.entity_key),
            standing as materialized (
              select c.*, coalesce(n.delivered, 0) as delivered, exists (
                select 1 from delivery_parked where receiver = :receiver and entity_key = c.entity_key
                  and message_position = c.position) as parked,
              exists (
                select 1 from delivery where receiver = :receiver and entity_key = c.entity_key
                  and message_position = c.position) as waits,
              exists (
                select 1 from delivery d join delivery_key k using (receiver, entity_key)
                where d.receiver = :receiver and d.entity_key = c.entity_key and d.revision >= c.revision
                  and num_nonnulls(k.owner, k.batch) > 0) as held,
              exists (
                select 1 from delivery_done where message_position = c.position and message_day = c.day
                  and receiver = :receiver) as ended,
              to_regclass('delivery_done_' || to_char(c.day, 'YYYYMMDD')) is null and exists (
                select 1 from entity where key = c.entity_key and revision > c.revision) as outlived
              from candidate c left join newest n using (entity_key)),
            verdict as materialized (
              select s.*, case when delivered > revision then 'newer-delivered' when waits or held then 'on-its-way'
                when outlived then 'newer-delivered' else 'send' end as verdict
              from standing s where parked or waits or ended)
            """;

    private static final String TELL = """
            select v.id, v.revision, v.verdict, v.delivered, coalesce(e.kind, '') as kind, coalesce(e.shop_id, '') as shop,
              coalesce(e.entity_id, '') as entity
            from verdict v left join entity e on e.key = v.entity_key
            """;
    private static final String JUDGE = VERDICTS + TELL;
    private static final String SEND = VERDICTS + """
            , moved as (
              delete from delivery_parked where receiver = :receiver and (entity_key, message_position) in (
                select entity_key, position from verdict where verdict = 'send' and parked)
              returning message_position),
            waiting as (
              insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
              select :receiver, entity_key, revision, position, day, type from verdict where verdict = 'send'
              returning entity_key),
            keys as (
              insert into delivery_key as k (receiver, entity_key, shop_id, waiting, lane)
              select :receiver, w.entity_key, coalesce(e.shop_id, ''), w.messages, :lane
              from (select entity_key, count(*) as messages from waiting group by entity_key) w
              left join entity e on e.key = w.entity_key order by w.entity_key
              on conflict (receiver, entity_key) do update set waiting = k.waiting + excluded.waiting,
                lane = least(k.lane, excluded.lane)),
            booked as (
              insert into ledger as l (receiver, backend, accepted, unparked)
              select :receiver, pg_backend_pid(), (select count(*) from waiting) - (select count(*) from moved),
                (select count(*) from moved)
              on conflict (receiver, backend) do update set accepted = l.accepted + excluded.accepted,
                unparked = l.unparked + excluded.unparked)
            """ + TELL;

    private final JdbcClient database;

    ReplayBatch(JdbcClient database) {
        this.database = database;
    }

    /**
     * Sends those that may be sent, within the caller's transaction.
     *
     * @param lane 0 for live, 1 for bulk
     * @return what came of each that was ever told to the receiver
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Verdict> send(String receiver, int lane, List<Place> places) {
        Map<String, Object> parameters = parameters(receiver, places);
        parameters.put("lane", lane);
        database.sql(LOCK_ENTITIES).params(parameters).query(Long.class).list();
        database.sql(LOCK_KEYS).params(parameters).query(Long.class).list();
        return database.sql(SEND).params(parameters).query(Verdict.class).list();
    }

    /** What would come of each. */
    List<Verdict> judge(JdbcClient reader, String receiver, List<Place> places) {
        return reader.sql(JUDGE)
                .params(parameters(receiver, places))
                .query(Verdict.class)
                .list();
    }

    private static Map<String, Object> parameters(String receiver, List<Place> places) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("receiver", receiver);
        parameters.put("days", column(places, Place::day).toArray(String[]::new));
        parameters.put("positions", column(places, Place::position).toArray(Long[]::new));
        return parameters;
    }

    private static <T> List<T> column(List<Place> places, Function<Place, T> value) {
        return places.stream().map(value).toList();
    }
}
