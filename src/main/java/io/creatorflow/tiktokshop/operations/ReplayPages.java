package io.creatorflow.tiktokshop.operations;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Walks through the messages in the order in which they were stored, a bounded number at a time. */
@Component
class ReplayPages {

    /** Messages that a replay is about, and how far the walk has come; {@code last} when nothing follows. */
    record Pages(List<ReplayBatch.Place> places, LocalDate day, long position, boolean last) {}

    private record Row(LocalDate day, long position, boolean matches) {}

    private static final int LARGEST = 100;
    private static final String MATCHES = """
            select m.day, m.position, coalesce(
                m.created_at >= :from::timestamptz and m.created_at < :to::timestamptz
                and (:types::text[] is null or m.type = any (:types::text[])) and (:kind::text is null or e.kind = :kind)
                and (:shop::text is null or e.shop_id = :shop) and (:entity::text is null or e.entity_id = :entity), false)
              as matches
            from walked m left join entity e on e.key = m.entity_key order by m.day, m.position
            """;
    private static final String ALL = """
            with walked as materialized (
              select day, position, entity_key, type, created_at from message
              where day >= :day::date and day <= :last::date and (day, position) > (:day::date, :position)
              order by day, position limit :limit)
            """ + MATCHES;
    private static final String OF_ONE_ENTITY = """
            with walked as materialized (
              select m.day, m.position, m.entity_key, m.type, m.created_at from entity e
              join message m on m.entity_key = e.key and (m.day, m.position) > (:day::date, :position)
              where e.kind = :kind and e.shop_id = :shop and e.entity_id = :entity
              order by m.day, m.position limit :limit)
            """ + MATCHES;

    /** The newest that was told to the receiver about each entity of which nothing that matches comes later in the range. */
    private static final String CURRENT = """
            with candidate as materialized (
              select m.* from unnest(:days::date[], :positions::bigint[]) as c (day, position)
              cross join lateral (
                select position, entity_key from message where day = c.day and position = c.position offset 0) m),
            told as materialized (
              select c.entity_key, r.* from (select distinct entity_key from candidate) c
              cross join lateral (
                select day, position, revision, type, created_at from message where entity_key = c.entity_key offset 0) r
              where exists (
                  select 1 from delivery_done where message_position = r.position and message_day = r.day and receiver = :receiver)
                or exists (
                  select 1 from delivery_parked where receiver = :receiver and entity_key = c.entity_key
                    and message_position = r.position)
                or exists (
                  select 1 from delivery where receiver = :receiver and entity_key = c.entity_key
                    and message_position = r.position))
            select t.day, t.position, true as matches from told t
            where t.revision = (select max(revision) from told where entity_key = t.entity_key)
              and t.entity_key in (
                select c.entity_key from candidate c where not exists (
                  select 1 from told later where later.entity_key = c.entity_key and later.position > c.position
                    and later.created_at < :to::timestamptz
                    and (:types::text[] is null or later.type = any (:types::text[]))))
            order by t.day, t.position
            """;

    /** The next page. */
    Pages next(JdbcClient database, Replay replay) {
        Map<String, Object> parameters = replay.parameters();
        parameters.put("limit", LARGEST);
        List<Row> rows = rows(database, replay.isOfOneEntity() ? OF_ONE_ENTITY : ALL, parameters);
        boolean last = rows.size() < LARGEST;
        LocalDate day = last ? replay.day() : rows.get(rows.size() - 1).day();
        long position = last ? replay.position() : rows.get(rows.size() - 1).position();
        List<ReplayBatch.Place> places = places(rows);
        return new Pages(
                replay.current() && !places.isEmpty() ? current(database, places, parameters) : places,
                day,
                position,
                last);
    }

    private static List<ReplayBatch.Place> current(
            JdbcClient database, List<ReplayBatch.Place> places, Map<String, Object> parameters) {
        parameters.put("days", places.stream().map(ReplayBatch.Place::day).toArray(String[]::new));
        parameters.put(
                "positions", places.stream().map(ReplayBatch.Place::position).toArray(Long[]::new));
        return places(rows(database, CURRENT, parameters));
    }

    private static List<Row> rows(JdbcClient database, String sql, Map<String, Object> parameters) {
        return database.sql(sql).params(parameters).query(Row.class).list();
    }

    private static List<ReplayBatch.Place> places(List<Row> rows) {
        return rows.stream()
                .filter(Row::matches)
                .map(row -> new ReplayBatch.Place(row.day().toString(), row.position()))
                .toList();
    }
}
