package io.creatorflow.tiktokshop.downstreams;

import io.creatorflow.tiktokshop.durable.LazyCommit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Settles what is settled most often, at half the cost: all that waited about an entity is delivered, nothing about it is parked, and the
 * endpoint neither failed before nor is paused. Whatever is otherwise is left to {@link SettleDeliveries}.
 */
@Component
class SettleDelivered {

    private static final String EMPTY = """
            with outcome as (
              select * from unnest(:keys::bigint[], :owners::uuid[], :epochs::bigint[], :revisions::bigint[], :positions::bigint[],
                :attempts::integer[]) as o (entity_key, owner, epoch, revision, position, attempts)),
            emptied as (
              delete from delivery_key k
              using (select entity_key, owner, epoch, count(*) as delivered from outcome group by entity_key, owner, epoch) o
              where k.receiver = :receiver and k.entity_key = any (:keys::bigint[])
                and k.entity_key = o.entity_key and k.owner = o.owner and k.epoch = o.epoch and k.waiting = o.delivered
                and not exists (select from delivery_parked where receiver = :receiver and entity_key = k.entity_key)
                and not exists (
                  select from downstream where receiver = :receiver and (failures > 0 or paused_at is not null))
              returning k.entity_key),
            left_queue as (
              delete from delivery d using outcome o
              where d.receiver = :receiver and d.entity_key = any (array(select entity_key from emptied))
                and d.entity_key = o.entity_key and d.revision = o.revision and d.message_position = o.position
              returning d.message_position, d.message_day, o.attempts),
            history as (
              insert into delivery_done (receiver, message_position, message_day, outcome, attempts)
              select :receiver, message_position, message_day, 'delivered', attempts from left_queue),
            booked as (
              insert into ledger as l (receiver, backend, delivered)
              select :receiver, pg_backend_pid(), count(*) from left_queue having count(*) > 0
              on conflict (receiver, backend) do update set delivered = l.delivered + excluded.delivered)
            select entity_key, """ + LazyCommit.COLUMN + """
             from emptied
            """;

    private final JdbcClient database;

    SettleDelivered(JdbcClient database) {
        this.database = database;
    }

    /**
     * Settles those keys, by a lazy commit. One with any other outcome stays, since more waits for it than was delivered.
     *
     * @return the outcomes that are left to settle, in their order
     */
    List<Outcome> settle(String receiver, List<Outcome> outcomes) {
        List<Delivery> delivered = outcomes.stream()
                .filter(Outcome.Delivered.class::isInstance)
                .map(Outcome::delivery)
                .toList();
        Set<Long> settled = delivered.isEmpty() ? Set.of() : empty(receiver, delivered);
        return outcomes.stream()
                .filter(outcome -> !settled.contains(outcome.delivery().entityKey()))
                .toList();
    }

    private Set<Long> empty(String receiver, List<Delivery> delivered) {
        return new HashSet<>(database.sql(EMPTY)
                .param("receiver", receiver)
                .params(columns(delivered))
                .query((row, number) -> row.getLong("entity_key"))
                .list());
    }

    /** The columns that say which deliveries, and under which claim. */
    static Map<String, Object[]> columns(List<Delivery> deliveries) {
        return Map.of(
                "keys", column(deliveries, Delivery::entityKey).toArray(Long[]::new),
                "owners", column(deliveries, delivery -> delivery.lease().id()).toArray(UUID[]::new),
                "epochs", column(deliveries, Delivery::epoch).toArray(Long[]::new),
                "revisions", column(deliveries, Delivery::revision).toArray(Long[]::new),
                "positions", column(deliveries, Delivery::position).toArray(Long[]::new),
                "attempts", column(deliveries, Delivery::attempts).toArray(Integer[]::new));
    }

    private static <T> List<T> column(List<Delivery> deliveries, Function<Delivery, T> value) {
        return deliveries.stream().map(value).toList();
    }
}
