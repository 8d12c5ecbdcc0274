package io.creatorflow.tiktokshop.entities;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.durable.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one true copy of each entity. Works within the caller's transaction, a statement for a whole batch. */
@Component
class Entities {

    private static final String READ = """
            select stored.* from unnest(:shops::text[], :ids::text[]) as wanted (shop_id, entity_id) cross join lateral (
              select key, shop_id, entity_id, revision, update_time, lifecycle_rank, read_at, content_sha256, content from entity
              where kind = :kind and shop_id = wanted.shop_id and entity_id = wanted.entity_id offset 0) stored
            """;
    private static final String LOCK = READ.replace("offset 0", "for update");
    private static final String SAVE = """
            with saved as (
              insert into entity as e (kind, shop_id, entity_id, revision, update_time, lifecycle_rank, read_at,
                content_sha256, content)
              select :kind, * from unnest(:shops::text[], :ids::text[], :revisions::bigint[], :times::timestamptz[],
                :ranks::smallint[], :reads::timestamptz[], :hashes::bytea[], :contents::json[])
              on conflict (kind, shop_id, entity_id) do update set revision = excluded.revision,
                update_time = excluded.update_time, lifecycle_rank = excluded.lifecycle_rank, read_at = excluded.read_at,
                content_sha256 = excluded.content_sha256, content = excluded.content
              where e.revision = excluded.revision - 1
              returning shop_id, entity_id, key, update_time),
            ended as (
              insert into entity_ended (entity_key, ended_at)
              select key, coalesce(update_time, statement_timestamp()) from saved
              where (shop_id, entity_id) in (select * from unnest(:endedshops::text[], :ended::text[]))
              on conflict do nothing)
            select shop_id, entity_id, key from saved
            """;

    private static final String CONFIRM = """
            update entity e set read_at = again.read_at
            from unnest(:kinds::text[], :shops::text[], :ids::text[], :times::timestamptz[], :reads::timestamptz[])
              as again (kind, shop_id, entity_id, update_time, read_at)
            where e.kind = any (:kinds::text[]) and e.shop_id = any (:shops::text[]) and e.entity_id = any (:ids::text[])
              and e.kind = again.kind and e.shop_id = again.shop_id and e.entity_id = again.entity_id
              and e.update_time is not distinct from again.update_time and e.read_at < again.read_at
            """;

    private final JdbcClient database;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    Entities(JdbcClient database) {
        this.database = database;
    }

    /** The stored entities among these, locked in their order, which every caller has to keep. */
    Map<EntityId, Stored> lock(String kind, Collection<EntityId> ids) {
        return stored(LOCK, kind, ids);
    }

    /** The stored entities among these, as they stand now. */
    Map<EntityId, Stored> read(String kind, Collection<EntityId> ids) {
        return stored(READ, kind, ids);
    }

    private Map<EntityId, Stored> stored(String sql, String kind, Collection<EntityId> ids) {
        return database
                .sql(sql)
                .param("kind", kind)
                .param("shops", ids.stream().map(EntityId::shopId).toArray(String[]::new))
                .param("ids", ids.stream().map(EntityId::id).toArray(String[]::new))
                .query((row, number) -> stored(kind, row))
                .list()
                .stream()
                .collect(Collectors.toMap(stored -> stored.facts().id(), Function.identity()));
    }

    /**
     * Stores new revisions of one kind, in the order in which their entities were locked.
     *
     * @return the key of each entity
     * @throws OptimisticLockingFailureException when another transaction made one of the entities meanwhile
     */
    Map<EntityId, Long> save(String kind, List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return Map.of();
        }
        Map<EntityId, Long> keys = new HashMap<>();
        List<Facts> ended = ended(revisions);
        database.sql(SAVE)
                .param("kind", kind)
                .params(columns(revisions))
                .param("endedshops", ended.stream().map(Facts::shopId).toArray(String[]::new))
                .param("ended", ended.stream().map(Facts::entityId).toArray(String[]::new))
                .query(row -> {
                    keys.put(new EntityId(row.getString("shop_id"), row.getString("entity_id")), row.getLong("key"));
                });
        if (keys.size() != revisions.size()) {
            throw new OptimisticLockingFailureException("An entity was changed by another transaction meanwhile");
        }
        return keys;
    }

    /** Notes that stored entities were read again and found unchanged. */
    void confirm(List<Facts> unchanged) {
        if (unchanged.isEmpty()) {
            return;
        }
        database.sql(CONFIRM)
                .param("kinds", unchanged.stream().map(Facts::kind).toArray(String[]::new))
                .param("shops", unchanged.stream().map(Facts::shopId).toArray(String[]::new))
                .param("ids", unchanged.stream().map(Facts::entityId).toArray(String[]::new))
                .param(
                        "times",
                        unchanged.stream().map(f -> SqlTime.of(f.updateTime())).toArray(Timestamp[]::new))
                .param(
                        "reads",
                        unchanged.stream().map(f -> Timestamp.from(f.readAt())).toArray(Timestamp[]::new))
                .update();
    }

    private static Map<String, Object[]> columns(List<Revision> revisions) {
        return Map.of(
                "shops", column(revisions, r -> r.next().shopId()).toArray(String[]::new),
                "ids", column(revisions, r -> r.next().entityId()).toArray(String[]::new),
                "revisions", column(revisions, Revision::number).toArray(Long[]::new),
                "times",
                        revisions.stream()
                                .map(r -> SqlTime.of(r.next().updateTime()))
                                .toArray(Timestamp[]::new),
                "ranks", column(revisions, r -> (short) r.next().rank()).toArray(Short[]::new),
                "reads",
                        column(revisions, r -> Timestamp.from(r.next().readAt()))
                                .toArray(Timestamp[]::new),
                "hashes", column(revisions, Revision::contentSha256).toArray(byte[][]::new),
                "contents", column(revisions, Revision::text).toArray(String[]::new));
    }

    /** Those whose life is over, and whose buyer is still to be erased. */
    private static List<Facts> ended(List<Revision> revisions) {
        return revisions.stream()
                .map(Revision::next)
                .filter(next -> Buyer.isDone(next.kind(), next.rank()) && !Buyer.isErased(next.content()))
                .toList();
    }

    private static <T> List<T> column(List<Revision> revisions, Function<Revision, T> value) {
        return revisions.stream().map(value).toList();
    }

    private Stored stored(String kind, ResultSet row) throws SQLException {
        try {
            Facts facts = new Facts(
                    kind,
                    row.getString("shop_id"),
                    row.getString("entity_id"),
                    SqlTime.instant(row.getTimestamp("update_time")),
                    row.getInt("lifecycle_rank"),
                    row.getTimestamp("read_at").toInstant(),
                    (ObjectNode) json.readTree(row.getString("content")));
            return new Stored(row.getLong("key"), row.getLong("revision"), facts, row.getBytes("content_sha256"));
        } catch (JacksonException e) {
            throw new IllegalStateException("The stored " + kind + " is no JSON", e);
        }
    }
}
