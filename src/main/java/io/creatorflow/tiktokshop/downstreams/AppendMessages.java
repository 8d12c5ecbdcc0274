package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import io.creatorflow.tiktokshop.durable.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores messages and a delivery for each receiver, by one statement. A key that nothing waited for may be claimed along
 * with it, so that its deliveries need not be looked for and read again; not while it is paused or its endpoint is held, nor when the messages
 * are about several revisions, as no claim holds more than one. Keys of a receiver that takes batches make some, as a claim does.
 * Where some are claimed the transaction waits for the disk, even if it began as a {@link LazyCommit}: they are sent as soon as it ends.
 */
@Component
class AppendMessages {

    /**
     * Who gets the messages of a type.
     *
     * @param lane 0 for live messages, 1 for bulk
     */
    record Address(String type, String receiver, short lane) {}

    private static final String APPEND = """
            with stored as (
              insert into message (id, type, entity_key, revision, cause, body)
              select * from unnest(:ids::text[], :types::text[], :keys::bigint[], :revisions::bigint[], :causes::text[], :bodies::bytea[])
              returning day, position, id, type, entity_key, revision, created_at),
            addressed as (
              select a.receiver, a.lane, r.owner, r.batches,
                count(*) over (partition by a.receiver, s.entity_key) as together, s.*, m.shop_id
              from stored s join unnest(:ids::text[], :shops::text[]) as m (id, shop_id) using (id)
              join unnest(:addressed::text[], :receivers::text[], :lanes::smallint[]) as a (type, receiver, lane) using (type)
              left join unnest(:ready::text[], :readyshops::text[], :readylanes::smallint[], :owners::uuid[], :batches::integer[])
                as r (receiver, shop_id, lane, owner, batches)
                on r.receiver = a.receiver and r.shop_id = m.shop_id and r.lane = a.lane),
            deliveries as (
              insert into delivery (receiver, entity_key, revision, message_position, message_day, type)
              select receiver, entity_key, revision, position, day, type from addressed),
            made as (
              select receiver, entity_key, min(shop_id) as shop_id, count(*) as waiting, min(lane) as lane, min(batches) as batches,
                case when min(revision) = max(revision) and receiver not in (
                  select receiver from downstream where probe_at is not null or paused_at is not null) then (array_agg(owner))[1] end as owner
              from addressed group by receiver, entity_key),
            batched as (
              select receiver, entity_key, (row_number() over (partition by receiver order by entity_key) - 1) / batches as part
              from made m cross join lateral (
                select count(*) as waiting from delivery_key where receiver = m.receiver and entity_key = m.entity_key) k
              where owner is not null and batches > 0 and k.waiting = 0),
            batch as (
              select receiver, part, gen_random_uuid() as batch, min(entity_key) as leader, array_agg(entity_key) as members
              from batched group by receiver, part),
            keys as (
              insert into delivery_key as k (receiver, entity_key, shop_id, waiting, lane, owner, epoch, batch, members, due_at)
              select receiver, entity_key, shop_id, waiting, lane, owner, (owner is not null)::integer, batch,
                case when entity_key = leader then members end,
                case when entity_key <> leader then 'infinity' else clock_timestamp() end
              from made left join batched using (receiver, entity_key) left join batch using (receiver, part)
              order by receiver, entity_key
              on conflict (receiver, entity_key) do update set
                waiting = k.waiting + excluded.waiting, lane = least(k.lane, excluded.lane)
              returning receiver, entity_key, waiting, owner, batch, due_at < 'infinity' as leads),
            booked as (
              insert into ledger as l (receiver, backend, accepted)
              select receiver, pg_backend_pid(), count(*) from addressed group by receiver
              on conflict (receiver, backend) do update set accepted = l.accepted + excluded.accepted)
            select a.*, k.batch, k.leads, set_config('synchronous_commit', 'on', true)
            from addressed a join keys k using (receiver, entity_key)
            where k.owner = a.owner and k.waiting = a.together order by a.position
            """;

    private final JdbcClient database;

    AppendMessages(JdbcClient database) {
        this.database = database;
    }

    /**
     * Appends, within the caller's transaction, which locks the entities that the messages are about.
     *
     * @param ready whose messages are claimed along
     * @return what was claimed along, in the order of the messages; good once the transaction is committed
     * @throws ConcurrencyFailureException when somebody else appended about one of the entities meanwhile
     */
    List<Delivery> append(List<SerializedMessage> messages, List<Address> addresses, List<Ready> ready) {
        Map<String, SerializedMessage> byId =
                messages.stream().collect(Collectors.toMap(SerializedMessage::id, Function.identity()));
        Map<UUID, Lease> leases =
                ready.stream().map(Ready::lease).distinct().collect(Collectors.toMap(Lease::id, Function.identity()));
        List<Delivery> claimed = database.sql(APPEND)
                .param("ids", column(messages, SerializedMessage::id).toArray(String[]::new))
                .param("types", column(messages, SerializedMessage::type).toArray(String[]::new))
                .param("shops", column(messages, SerializedMessage::shopId).toArray(String[]::new))
                .param("keys", column(messages, SerializedMessage::entityKey).toArray(Long[]::new))
                .param(
                        "revisions",
                        column(messages, SerializedMessage::revision).toArray(Long[]::new))
                .param("causes", column(messages, SerializedMessage::cause).toArray(String[]::new))
                .param("bodies", column(messages, SerializedMessage::body).toArray(byte[][]::new))
                .params(columns(addresses, ready))
                .query((row, number) -> delivery(
                        row,
                        Objects.requireNonNull(byId.get(row.getString("id"))),
                        Objects.requireNonNull(leases.get(row.getObject("owner", UUID.class)))))
                .list();
        refuseBatchesWithoutLeader(claimed);
        return claimed;
    }

    /** Its other keys would never come due. */
    private static void refuseBatchesWithoutLeader(List<Delivery> claimed) {
        Set<UUID> led = new HashSet<>();
        claimed.stream().filter(Delivery::leads).map(Delivery::batch).forEach(led::add);
        if (!claimed.stream().map(Delivery::batch).allMatch(led::contains)) {
            throw new ConcurrencyFailureException("Others appended about the same entities, which were not locked");
        }
    }

    private static Map<String, Object[]> columns(List<Address> addresses, List<Ready> ready) {
        return Map.of(
                "addressed", column(addresses, Address::type).toArray(String[]::new),
                "receivers", column(addresses, Address::receiver).toArray(String[]::new),
                "lanes", column(addresses, Address::lane).toArray(Short[]::new),
                "ready", column(ready, Ready::receiver).toArray(String[]::new),
                "readyshops", column(ready, Ready::shopId).toArray(String[]::new),
                "readylanes", column(ready, Ready::lane).toArray(Short[]::new),
                "owners", column(ready, r -> r.lease().id()).toArray(UUID[]::new),
                "batches", column(ready, Ready::batches).toArray(Integer[]::new));
    }

    private static <F, T> List<T> column(List<F> rows, Function<F, T> value) {
        return rows.stream().map(value).toList();
    }

    private static Delivery delivery(ResultSet row, SerializedMessage message, Lease lease) throws SQLException {
        return new Delivery(
                row.getString("receiver"),
                message.shopId(),
                message.entityKey(),
                1,
                0,
                message.revision(),
                row.getLong("position"),
                row.getDate("day"),
                message.type(),
                message.id(),
                message.body(),
                row.getTimestamp("created_at").toInstant(),
                message.time(),
                lease,
                false,
                row.getObject("batch", UUID.class),
                row.getBoolean("leads"),
                row.getInt("lane") > 0);
    }
}
