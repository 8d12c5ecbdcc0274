package io.creatorflow.tiktokshop.erasure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creatorflow.tiktokshop.entities.Buyer;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases buyers from our copies. No revision is made: nothing that receivers are to hear of has changed. The hash becomes that
 * of what is left, so that reading the same again finds it unchanged.
 */
@Component("keptEntities")
public class KeptEntities {

    /** How many ended entities are noted, or erased, at a time. */
    private static final int BATCH = 200;

    /** The order, and whatever names it among the shop's entities of other kinds. */
    private static final String OF_ORDER = """
            with recursive kinds (kind) as (
              (select kind from entity order by kind limit 1)
              union all
              select (select e.kind from entity e where e.kind > k.kind order by e.kind limit 1)
              from kinds k where k.kind is not null)
            select key from entity where kind = 'order' and shop_id = :shop and entity_id = :order
            union
            select e.key from kinds k join entity e on e.kind = k.kind and e.shop_id = :shop
            where k.kind <> 'order' and position('"' || :order || '"' in e.content::text) > 0
            """;

    /**
     * The next orders of one shop that has been away for long enough: what happens to them is never read. Each is noted once for each time that
     * the shop goes away.
     */
    private static final String ABANDONED = """
            with gone as materialized (
              select shop_id, changed_at, case when forgotten_since = changed_at then forgotten_to else '' end as after_id from shop
              where state <> 'connected' and changed_at < clock_timestamp() - make_interval(days => :days)
                and (forgotten_since is distinct from changed_at or forgotten_to is not null)
              order by shop_id limit 1 for update skip locked),
            next as materialized (
              select e.key, e.entity_id, g.changed_at from gone g cross join lateral (
                select key, entity_id from entity
                where kind = 'order' and shop_id = g.shop_id and entity_id > g.after_id
                order by entity_id limit :most) e),
            noted as (
              insert into entity_ended as e (entity_key, ended_at) select key, changed_at from next
              on conflict (entity_key) do update set ended_at = least(e.ended_at, excluded.ended_at))
            update shop s set forgotten_since = g.changed_at,
              forgotten_to = (select max(entity_id) from next having count(*) = :most)
            from gone g where s.shop_id = g.shop_id
            """;

    private static final String ENDED = """
            select entity_key from entity_ended where ended_at < clock_timestamp() - make_interval(days => :days)
            order by ended_at limit :most
            """;
    private static final String FORGET = "delete from entity_ended where entity_key = any (:keys::bigint[])";

    /** In the order in which merging locks. */
    private static final String LOCK = """
            select key, kind, lifecycle_rank, content, exists (
              select from shop s where s.shop_id = e.shop_id and s.state <> 'connected' and s.forgotten_since = s.changed_at) as abandoned
            from entity e where key = any (:keys::bigint[]) order by kind, shop_id, entity_id for update
            """;

    private static final String WRITE = """
            update entity e set content = erased.content, content_sha256 = sha256(convert_to(erased.content::text, 'UTF8'))
            from unnest(:keys::bigint[], :contents::json[]) as erased (key, content)
            where e.key = erased.key and e.key = any (:keys::bigint[])
            """;
    private static final String REASONS = """
            update hint_parked set reason = 'erased with the buyer' where shop_id = :shop and entity_id = :order
            """;

    private record Row(long key, String kind, int rank, ObjectNode content, boolean isAbandoned) {

        boolean isOver() {
            return isAbandoned || Buyer.isDone(kind, rank);
        }
    }

    private final Upkeep upkeep;

    KeptEntities(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    /**
     * Erases the buyer of an order from it and from what names it.
     *
     * @return the keys of these entities
     */
    public List<Long> erase(@Body Erasure erasure) {
        return upkeep.in(database -> {
            List<Long> keys =
                    named(OF_ORDER, erasure, database).query(Long.class).list();
            write(rows(keys, database), database);
            named(REASONS, erasure, database).update();
            return keys;
        });
    }

    /** Notes as ended the orders of shops that have been away for so many days, in transactions of bounded size. */
    public void endAbandoned(int days) {
        boolean more = true;
        while (more) {
            more = upkeep.in(database -> database.sql(ABANDONED)
                            .param("days", days)
                            .param("most", BATCH)
                            .update())
                    > 0;
        }
    }

    /**
     * Erases the buyers of entities that are over for so many days, as many as fit into one transaction.
     *
     * @return their keys, to be {@linkplain #forget forgotten} once their messages are erased; empty when there are none
     */
    public List<Long> eraseEnded(int days) {
        return upkeep.in(database -> {
            List<Long> keys = database.sql(ENDED)
                    .param("days", days)
                    .param("most", BATCH)
                    .query(Long.class)
                    .list();
            List<Row> rows = rows(keys, database);
            rows.removeIf(row -> !row.isOver());
            write(rows, database);
            return keys;
        });
    }

    /** These are done. */
    public int forget(@ExchangeProperty("keys") List<Long> keys) {
        return upkeep.in(database -> keyed(FORGET, keys, database).update());
    }

    private static List<Row> rows(List<Long> keys, JdbcClient database) {
        return new ArrayList<>(keyed(LOCK, keys, database)
                .query((row, number) -> new Row(
                        row.getLong("key"),
                        row.getString("kind"),
                        row.getInt("lifecycle_rank"),
                        json(row.getString("content")),
                        row.getBoolean("abandoned")))
                .list());
    }

    private static void write(List<Row> rows, JdbcClient database) {
        List<Row> changed =
                rows.stream().filter(row -> Buyer.erase(row.content())).toList();
        keyed(WRITE, changed.stream().map(Row::key).toList(), database)
                .param(
                        "contents",
                        changed.stream().map(row -> row.content().toString()).toArray(String[]::new))
                .update();
    }

    private static JdbcClient.StatementSpec keyed(String sql, List<Long> keys, JdbcClient database) {
        return database.sql(sql).param("keys", keys.toArray(Long[]::new));
    }

    private static JdbcClient.StatementSpec named(String sql, Erasure erasure, JdbcClient database) {
        return database.sql(sql).param("shop", erasure.shopId()).param("order", erasure.orderId());
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Upkeep.JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalStateException("a stored entity is no JSON", e);
        }
    }
}
